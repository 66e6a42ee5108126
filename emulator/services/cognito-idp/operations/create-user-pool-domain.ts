import type {
  CreateUserPoolDomainRequest,
  CreateUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { poolOfDomain } from '../pool/domains.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Words that a prefix may not contain (developer guide, "Configuring a user pool domain"). */
const RESERVED = /aws|amazon|cognito/;

/** Gives a pool a host name for its OAuth endpoints. Custom domains are refused. */
export function createUserPoolDomain({ store, random }: Pick<Cognito, 'store' | 'random'>) {
  return operation<CreateUserPoolDomainRequest, CreateUserPoolDomainResponse>({
    honours: { UserPoolId: true, Domain: true, ManagedLoginVersion: true },
    resource: poolResource,
    run({ UserPoolId, Domain = '', ManagedLoginVersion = 1 }) {
      const pool = findPool(store.state, UserPoolId);
      if (RESERVED.test(Domain))
        throw invalid('Domain cannot contain reserved word: aws, amazon, or cognito.');
      if (pool.domain) throw invalid('User pool already has a domain configured.');
      if (poolOfDomain(store.state, Domain))
        throw invalid('Domain already associated with another user pool.');
      const domain = { name: Domain, version: random.uuid(), managedLoginVersion: ManagedLoginVersion };
      store.commit.setDomain({ poolId: pool.id, domain });
      return { ManagedLoginVersion };
    },
  });
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
