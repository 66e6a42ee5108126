import { expect, test } from '@jest/globals';
import type { Message } from '../state/state.ts';
import { createPool, signUp } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

async function read({ endpoint }: TestCognito, query = ''): Promise<Message[]> {
  const response = await fetch(`${endpoint}/_gatehouse/inbox${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Message[];
}

test('lists messages newest first, by address, pool and user name', async () => {
  await using cognito = await startCognito();
  const one = await createPool(cognito);
  const two = await createPool(cognito);
  await signUp(cognito, one, 'ann@example.com');
  await signUp(cognito, two, 'ann@example.com');
  await signUp(cognito, one, 'bob@example.com');
  expect((await read(cognito)).map(({ to, userPoolId }) => [to, userPoolId])).toEqual([
    ['bob@example.com', one.poolId],
    ['ann@example.com', two.poolId],
    ['ann@example.com', one.poolId],
  ]);
  expect(await read(cognito, '?to=ann%40example.com')).toHaveLength(2);
  expect(await read(cognito, `?to=ann%40example.com&userPoolId=${two.poolId}`)).toHaveLength(1);
  expect(await read(cognito, '?to=nobody%40example.com')).toEqual([]);
  const [bob] = await read(cognito, '?to=bob%40example.com');
  expect(await read(cognito, `?userPoolId=${one.poolId}&username=${bob?.username}`)).toEqual([bob]);
  expect(await read(cognito, '?username=nobody')).toEqual([]);
});

test('waits for a message newer than the one that the request names', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const [known] = await read(cognito);
  const waiting = read(cognito, `?wait=30&after=${known?.id}&to=bob@example.com`);
  await signUp(cognito, pool, 'carl@example.com');
  await signUp(cognito, pool, 'bob@example.com');
  expect((await waiting).map(({ to }) => to)).toEqual(['bob@example.com']);
  expect(await read(cognito, '?wait=30&to=bob@example.com')).toHaveLength(1);
});

test('ends a wait without messages with an empty list', async () => {
  await using cognito = await startCognito();
  const waiting = read(cognito, '?wait=30');
  let ended = false;
  void waiting.then(() => {
    ended = true;
  });
  await read(cognito);
  expect(ended).toBe(false);
  // Moves the clock until the request has arrived and its time is up.
  while (!ended) {
    cognito.clock.advance(30_000);
    await read(cognito);
  }
  expect(await waiting).toEqual([]);
});

test('empties the inbox, and rejects a wait that is too long', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  expect((await fetch(`${cognito.endpoint}/_gatehouse/inbox?wait=31`)).status).toBe(400);
  expect((await fetch(`${cognito.endpoint}/_gatehouse/inbox`, { method: 'DELETE' })).status).toBe(204);
  expect(await read(cognito)).toEqual([]);
});

test('shows the same mail in LocalStack’s form', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const { id, body } = await cognito.lastMessage('ann@example.com');
  const response = await fetch(`${cognito.endpoint}/_aws/ses`);
  expect(await response.json()).toEqual({
    messages: [
      {
        Id: id,
        Region: 'us-east-1',
        Timestamp: '2026-01-01T00:00:00',
        Destination: { ToAddresses: ['ann@example.com'] },
        Source: 'no-reply@verificationemail.com',
        Subject: 'Your verification code',
        Body: { text_part: body, html_part: null },
      },
    ],
  });
  await fetch(`${cognito.endpoint}/_aws/ses?id=${id}`, { method: 'DELETE' });
  expect(await read(cognito)).toEqual([]);
});
