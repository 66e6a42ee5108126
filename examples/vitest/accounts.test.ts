import { AdminGetUserCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, expect, test } from 'vitest';
import { client, confirm, makePool, type Pool, signUp } from './accounts.js';

let pool: Pool;
beforeAll(async () => {
  pool = await makePool();
});

test('sees nothing that other test files made', async () => {
  const { UserPools = [] } = await client.send(new ListUserPoolsCommand({ MaxResults: 10 }));
  expect(UserPools.map(({ Id }) => Id)).toEqual([pool.UserPoolId]);
});

test('confirms a person by the code that they were sent', async () => {
  await signUp(pool, 'ada', 'ada@example.com');
  await expect(confirm(pool, 'ada', '000000')).rejects.toMatchObject({ name: 'CodeMismatchException' });

  await confirm(pool, 'ada', await codeSentTo('ada@example.com'));
  const found = await client.send(new AdminGetUserCommand({ UserPoolId: pool.UserPoolId, Username: 'ada' }));
  expect(found.UserStatus).toBe('CONFIRMED');
});

/** No mail leaves the machine: what Cognito would have sent is in the engine's inbox. */
async function codeSentTo(address: string): Promise<string> {
  const inbox = `${process.env['AWS_ENDPOINT_URL']}/_gatehouse/inbox?to=${address}&wait=10`;
  const [newest] = (await (await fetch(inbox)).json()) as { code: string }[];
  return newest?.code ?? '';
}
