import type { DeleteResourceServerRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { findResourceServer } from '../pool/resource-servers.ts';

/** Deletes a resource server with its scopes. */
export function deleteResourceServer({ store }: Pick<Cognito, 'store'>) {
  return operation<DeleteResourceServerRequest, object>({
    honours: { UserPoolId: true, Identifier: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      const { identifier } = findResourceServer(pool, input.Identifier);
      store.commit.deleteResourceServer({ poolId: pool.id, identifier });
      return {};
    },
  });
}
