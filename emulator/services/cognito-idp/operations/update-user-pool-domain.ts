import type {
  UpdateUserPoolDomainRequest,
  UpdateUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findDomain } from '../pool/domains.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Changes the version of the pages of a domain. Custom domains are refused. */
export function updateUserPoolDomain({ store }: Pick<Cognito, 'store'>) {
  return operation<UpdateUserPoolDomainRequest, UpdateUserPoolDomainResponse>({
    honours: { UserPoolId: true, Domain: true, ManagedLoginVersion: true },
    resource: poolResource,
    run({ UserPoolId, Domain, ManagedLoginVersion }) {
      const { pool, domain } = findDomain(store.state, UserPoolId, Domain);
      const managedLoginVersion = ManagedLoginVersion ?? domain.managedLoginVersion;
      store.commit.setDomain({ poolId: pool.id, domain: { ...domain, managedLoginVersion } });
      return { ManagedLoginVersion: managedLoginVersion };
    },
  });
}
