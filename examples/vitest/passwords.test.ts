import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, expect, test } from 'vitest';
import { client, makePool, type Pool, signUp } from './accounts.js';

let pool: Pool;
beforeAll(async () => {
  pool = await makePool();
});

test('sees nothing that other test files made', async () => {
  const { UserPools = [] } = await client.send(new ListUserPoolsCommand({ MaxResults: 10 }));
  expect(UserPools.map(({ Id }) => Id)).toEqual([pool.UserPoolId]);
});

test('rejects a password that the policy does not allow', async () => {
  await expect(signUp(pool, 'ada', 'ada@example.com', 'short')).rejects.toMatchObject({
    name: 'InvalidPasswordException',
  });
});
