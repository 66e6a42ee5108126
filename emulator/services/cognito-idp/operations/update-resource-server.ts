import type {
  UpdateResourceServerRequest,
  UpdateResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { findResourceServer, resourceServerOf, resourceServerType } from '../pool/resource-servers.ts';

/** Replaces name and scopes of a resource server. */
export function updateResourceServer({ store }: Pick<Cognito, 'store'>) {
  return operation<UpdateResourceServerRequest, UpdateResourceServerResponse>({
    honours: { UserPoolId: true, Identifier: true, Name: true, Scopes: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      findResourceServer(pool, input.Identifier);
      const server = resourceServerOf(input);
      store.commit.putResourceServer({ poolId: pool.id, server });
      return { ResourceServer: resourceServerType(pool, server) };
    },
  });
}
