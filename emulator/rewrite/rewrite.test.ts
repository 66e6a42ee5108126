import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../engine.ts';
import type { JournaledStores } from '../store/stores.ts';
import { rewriteInThread } from './rewrite-in-thread.ts';
import { STORES } from './stores-of-the-engine.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-rewrite-'));
});
afterEach(() => rm(stateDir, { recursive: true }));

async function withApis<T>(use: (client: APIGatewayClient, engine: Engine) => Promise<T>): Promise<T> {
  await using engine = await startEngine({ stateDir });
  const client = new APIGatewayClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    return await use(client, engine);
  } finally {
    client.destroy();
  }
}

test('makes a snapshot of the log in a thread', async () => {
  const id = await withApis(async (client) => {
    const { id: made } = await client.send(new CreateRestApiCommand({ name: 'kept' }));
    return made;
  });
  const folder = join(stateDir, 'journal');
  const draft = join(folder, 'snapshot.draft');
  expect(await rewriteInThread({ folder, before: 1, draft })).toBeGreaterThan(0);
  await rename(draft, join(folder, 'snapshot-1'));
  await rm(join(folder, 'log-0'));
  await withApis(async (client) => {
    const { items = [] } = await client.send(new GetRestApisCommand({}));
    expect(items.map(({ name, ...item }) => [name, item.id])).toEqual([['kept', id]]);
  });
  expect((await readdir(folder)).sort()).toEqual(['log-1', 'snapshot-1']);
});

test('rejects with the error of the thread', async () => {
  const folder = join(stateDir, 'nothing');
  await expect(rewriteInThread({ folder, before: 1, draft: join(folder, 'draft') })).rejects.toThrow(
    'ENOENT',
  );
});

test('lists every store that the services open', async () => {
  await withApis(async (_client, { context }) => {
    const opened = Object.keys((context.stores as JournaledStores).snapshot());
    expect(STORES.map(({ name }) => name).sort()).toEqual(opened.sort());
  });
});
