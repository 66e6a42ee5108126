import type {
  DescribeUserPoolResponse,
  ListUserPoolClientsResponse,
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

/** The ids of a pool's clients, at most 60. */
export async function listClients(UserPoolId: string): Promise<readonly { id: string; name: string }[]> {
  const { UserPoolClients = [] } = await callJson<Wire<ListUserPoolClientsResponse>>(
    'cognito-idp',
    'ListUserPoolClients',
    { UserPoolId, MaxResults: 60 },
  );
  return UserPoolClients.map(({ ClientId = '', ClientName = '' }) => ({ id: ClientId, name: ClientName }));
}
