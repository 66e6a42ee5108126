import type {
  DescribeUserPoolRequest,
  DescribeUserPoolResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { describePool } from '../pool/describe-pool.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Shows a pool's settings, schema and number of people. */
export function describeUserPool({ store }: Pick<Cognito, 'store'>) {
  return operation<DescribeUserPoolRequest, DescribeUserPoolResponse>({
    honours: { UserPoolId: true },
    resource: poolResource,
    run: ({ UserPoolId }) => ({ UserPool: describePool(findPool(store.state, UserPoolId)) }),
  });
}
