import { expect, test } from '@jest/globals';
import { startEngine } from '../engine.ts';

test('shows how the engine was set up', async () => {
  await using engine = await startEngine({ iam: 'audit' });
  const response = await fetch(`${engine.endpoint}/_gatehouse/settings`);
  expect(await response.json()).toEqual({
    region: 'us-east-1',
    accountId: '000000000000',
    iam: 'audit',
    lambdaCpu: 'machine',
    lambdaSandbox: expect.stringMatching(/^(namespaces|none)$/),
    clock: 'system',
  });
  expect((await fetch(`${engine.endpoint}/_gatehouse/settings`, { method: 'POST' })).status).toBe(405);
});
