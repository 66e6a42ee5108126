import type {
  CreateResourceServerRequest,
  CreateResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { resourceServerOf, resourceServerType } from '../pool/resource-servers.ts';

/** Creates a resource server: an API, and the scopes that clients can be allowed for it. */
export function createResourceServer({ store }: Pick<Cognito, 'store'>) {
  return operation<CreateResourceServerRequest, CreateResourceServerResponse>({
    honours: { UserPoolId: true, Identifier: true, Name: true, Scopes: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      const server = resourceServerOf(input);
      if (pool.resourceServers?.has(server.identifier))
        throw new AwsError(
          'InvalidParameterException',
          `${server.identifier} already exists in user pool ${pool.id}.`,
        );
      store.commit.putResourceServer({ poolId: pool.id, server });
      return { ResourceServer: resourceServerType(pool, server) };
    },
  });
}
