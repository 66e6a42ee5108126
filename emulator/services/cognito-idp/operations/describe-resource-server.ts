import type {
  DescribeResourceServerRequest,
  DescribeResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { findResourceServer, resourceServerType } from '../pool/resource-servers.ts';

/** Shows a resource server. */
export function describeResourceServer({ store }: Pick<Cognito, 'store'>) {
  return operation<DescribeResourceServerRequest, DescribeResourceServerResponse>({
    honours: { UserPoolId: true, Identifier: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      return { ResourceServer: resourceServerType(pool, findResourceServer(pool, input.Identifier)) };
    },
  });
}
