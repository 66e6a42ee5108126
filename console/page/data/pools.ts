import type {
  DescribeUserPoolResponse,
  ListUserPoolsResponse,
  UserPoolDescriptionType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { callJson } from './aws.ts';
import type { Wire } from './wire.ts';

export type PoolSummary = Wire<UserPoolDescriptionType>;
export type Pool = Wire<UserPoolType>;

/** The user pools of the account, at most 60. */
export async function listPools(): Promise<readonly PoolSummary[]> {
  const { UserPools = [] } = await callJson<Wire<ListUserPoolsResponse>>('cognito-idp', 'ListUserPools', {
    MaxResults: 60,
  });
  return UserPools;
}

export async function describePool(UserPoolId: string): Promise<Pool> {
  const { UserPool } = await callJson<Wire<DescribeUserPoolResponse>>('cognito-idp', 'DescribeUserPool', {
    UserPoolId,
  });
  return UserPool ?? {};
}
