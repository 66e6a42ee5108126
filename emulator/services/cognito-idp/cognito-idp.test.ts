import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  AdminAddUserToGroupCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  GetUserCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import type { Message } from './state/state.ts';
import { createPool, PASSWORD, signIn, signUp } from './testing/people.ts';

const ANN = 'ann@example.com';

function clientOf({ endpoint }: Engine): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
}

async function inboxOf({ endpoint }: Engine): Promise<Message[]> {
  const response = await fetch(`${endpoint}/_gatehouse/inbox`);
  return (await response.json()) as Message[];
}

test('keeps pools, people, tokens, codes and groups over a restart of the engine', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'cognito-'));
  try {
    const before = await (async () => {
      await using engine = await startEngine({ stateDir });
      const client = clientOf(engine);
      const pool = await createPool({ client });
      await signUp({ client }, pool, ANN);
      const [message] = await inboxOf(engine);
      await client.send(
        new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: ANN, ConfirmationCode: message?.code }),
      );
      await signUp({ client }, pool, 'bob@example.com');
      await client.send(new CreateGroupCommand({ UserPoolId: pool.poolId, GroupName: 'editors' }));
      await client.send(
        new AdminAddUserToGroupCommand({ UserPoolId: pool.poolId, GroupName: 'editors', Username: ANN }),
      );
      const { AuthenticationResult } = await signIn({ client }, pool, ANN);
      const person = await client.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: ANN }));
      client.destroy();
      return { pool, person, token: AuthenticationResult?.AccessToken ?? '', inbox: await inboxOf(engine) };
    })();

    await using engine = await startEngine({ stateDir });
    const client = clientOf(engine);
    const { pool, inbox } = before;
    const whom = { UserPoolId: pool.poolId, Username: ANN };
    const { $metadata: _then, ...then } = before.person;
    expect(await client.send(new AdminGetUserCommand(whom))).toMatchObject(then);
    const me = await client.send(new GetUserCommand({ AccessToken: before.token }));
    expect(me.Username).toBe(before.person.Username);
    expect(await inboxOf(engine)).toEqual(inbox);
    await client.send(
      new ConfirmSignUpCommand({
        ClientId: pool.clientId,
        Username: 'bob@example.com',
        ConfirmationCode: inbox[0]?.code,
      }),
    );
    await expect(signIn({ client }, pool, 'bob@example.com')).resolves.toHaveProperty('AuthenticationResult');
    const groups = await client.send(new AdminListGroupsForUserCommand(whom));
    expect(groups.Groups).toMatchObject([{ GroupName: 'editors' }]);
    client.destroy();
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
});

test('keeps no password in the state', async () => {
  await using engine = await startEngine();
  const client = clientOf(engine);
  const pool = await createPool({ client });
  await signUp({ client }, pool, ANN);
  const stores = engine.context.stores as unknown as { snapshot(): { 'cognito-idp': unknown } };
  const kept = inspect(stores.snapshot()['cognito-idp'], { depth: null, maxStringLength: null });
  expect(kept).toContain(ANN);
  expect(kept).not.toContain(PASSWORD);
  client.destroy();
});

test('empties the state on a reset, and ends waiting calls with an AWS error', async () => {
  await using engine = await startEngine();
  const client = clientOf(engine);
  const pool = await createPool({ client });
  await signUp({ client }, pool, ANN);
  const calls = Promise.allSettled([
    signUp({ client }, pool, 'bob@example.com'),
    signIn({ client }, pool, ANN),
    signIn({ client }, pool, ANN, 'Wrong-horse-7'),
  ]);
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  for (const outcome of await calls) {
    if (outcome.status === 'rejected') expect(outcome.reason).not.toHaveProperty('name', 'InternalFailure');
  }
  const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  expect(UserPools).toEqual([]);
  expect(await inboxOf(engine)).toEqual([]);
  client.destroy();
});

test('accepts one of two simultaneous sign-ups with one address, and a code once', async () => {
  await using engine = await startEngine();
  const client = clientOf(engine);
  const pool = await createPool({ client });
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => signUp({ client }, pool, ANN)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [message] = await inboxOf(engine);
  const confirmations = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      client.send(
        new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: ANN, ConfirmationCode: message?.code }),
      ),
    ),
  );
  expect(confirmations.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  client.destroy();
});

test('sends an error’s name and message in headers too', async () => {
  await using engine = await startEngine();
  const client = clientOf(engine);
  const pool = await createPool({ client });
  client.destroy();
  const response = await fetch(engine.endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.ConfirmSignUp',
    },
    body: JSON.stringify({ ClientId: pool.clientId, Username: 'Zoë\n李', ConfirmationCode: '123456' }),
  });
  const { __type: type, message } = (await response.json()) as { __type: string; message: string };
  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe(type);
  expect(response.headers.get('x-amzn-errormessage')).toBe(message);
  expect(message).not.toBe('');
});
