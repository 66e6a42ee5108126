import type {
  DescribeUserPoolDomainRequest,
  DescribeUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { poolOfDomain } from '../pool/domains.ts';

/** Shows the pool of a domain; an empty description means that there is none. */
export function describeUserPoolDomain({ store }: Pick<Cognito, 'store'>) {
  return operation<DescribeUserPoolDomainRequest, DescribeUserPoolDomainResponse>({
    honours: { Domain: true },
    run({ Domain = '' }, { accountId }) {
      const pool = poolOfDomain(store.state, Domain);
      if (!pool?.domain) return { DomainDescription: {} };
      return {
        DomainDescription: {
          UserPoolId: pool.id,
          AWSAccountId: accountId,
          Domain: pool.domain.name,
          Version: pool.domain.version.replaceAll('-', '').slice(0, 14),
          Status: 'ACTIVE',
          ManagedLoginVersion: pool.domain.managedLoginVersion,
        },
      };
    },
  });
}
