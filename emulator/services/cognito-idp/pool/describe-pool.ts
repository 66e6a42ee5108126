import type { UserPoolClientType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';

/** A pool as DescribeUserPool shows it. */
export function describePool(pool: Pool): UserPoolType {
  return {
    ...pool.settings,
    Id: pool.id,
    Arn: pool.arn,
    ...(pool.domain && { Domain: pool.domain.name }),
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
    EstimatedNumberOfUsers: pool.people.order.length,
  };
}

/** A client as DescribeUserPoolClient shows it. */
export function describeClient(pool: Pool, client: PoolClient): UserPoolClientType {
  return {
    ...client.settings,
    UserPoolId: pool.id,
    ClientId: client.id,
    CreationDate: new Date(client.createdAt),
    LastModifiedDate: new Date(client.modifiedAt),
  };
}
