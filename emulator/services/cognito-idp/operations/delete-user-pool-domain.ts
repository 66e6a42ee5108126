import type { DeleteUserPoolDomainRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findDomain } from '../pool/domains.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Removes a pool's host name, and with it its OAuth endpoints. */
export function deleteUserPoolDomain({ store }: Pick<Cognito, 'store'>) {
  return operation<DeleteUserPoolDomainRequest, object>({
    honours: { UserPoolId: true, Domain: true },
    resource: poolResource,
    run({ UserPoolId, Domain }) {
      const { pool } = findDomain(store.state, UserPoolId, Domain);
      store.commit.deleteDomain({ poolId: pool.id });
      return {};
    },
  });
}
