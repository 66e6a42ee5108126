import type { DeleteUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findClientOf } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Deletes a client; its people stay. */
export function deleteUserPoolClient({ store }: Pick<Cognito, 'store'>) {
  return operation<DeleteUserPoolClientRequest, object>({
    honours: { UserPoolId: true, ClientId: true },
    resource: poolResource,
    run({ UserPoolId, ClientId }) {
      const { pool, client } = findClientOf(store.state, { UserPoolId, ClientId });
      store.commit.deleteClient({ poolId: pool.id, clientId: client.id });
      return {};
    },
  });
}
