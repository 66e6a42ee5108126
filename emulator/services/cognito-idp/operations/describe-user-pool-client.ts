import type {
  DescribeUserPoolClientRequest,
  DescribeUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { describeClient } from '../pool/describe-pool.ts';
import { findClientOf } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Shows a client, its secret included. */
export function describeUserPoolClient({ store }: Pick<Cognito, 'store'>) {
  return operation<DescribeUserPoolClientRequest, DescribeUserPoolClientResponse>({
    honours: { UserPoolId: true, ClientId: true },
    resource: poolResource,
    run({ UserPoolId, ClientId }) {
      const { pool, client } = findClientOf(store.state, { UserPoolId, ClientId });
      return { UserPoolClient: describeClient(pool, client) };
    },
  });
}
