import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  paginateScan,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { spawnEngine } from '../../../testing/engine-process.ts';

type Item = Record<string, AttributeValue>;

const TableName = 'moving';

/** An engine in a separate process, so that it can be killed without warning. */
async function startProcess(stateDir: string) {
  const engine = await spawnEngine({ STATE_DIR: stateDir });
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    async kill() {
      await engine.kill();
      client.destroy();
    },
  };
}

function makeTable(client: DynamoDBClient): Promise<unknown> {
  const index = (IndexName: string, hash: string, range: string) => ({
    IndexName,
    KeySchema: [
      { AttributeName: hash, KeyType: 'HASH' as const },
      { AttributeName: range, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  });
  return client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        ...['p', 's', 'group'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        { AttributeName: 'n', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [index('by-group', 'group', 'n')],
      LocalSecondaryIndexes: [index('by-n', 'p', 'n')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

async function everything(client: DynamoDBClient, IndexName?: string): Promise<Item[]> {
  const found: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, IndexName })) found.push(...Items);
  const name = ({ p, s }: Item) => `${p?.S} ${s?.S}`;
  return found.sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

/** An update that moves an item's entries in both indexes; `s` tells the two items of a pair apart. */
const move = (p: string, s: string, n: number) => ({
  TableName,
  Key: { p: { S: p }, s: { S: s } },
  UpdateExpression: 'SET n = :n, #g = :g',
  ExpressionAttributeNames: { '#g': 'group' },
  ExpressionAttributeValues: { ':n': { N: String(n) }, ':g': { S: `g${n % 5}` } },
});

test('keeps items, the entries of their indexes and pairs of a transaction together when the engine is killed', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-items-'));
  const writers = Array.from({ length: 8 }, (_, index) => ({ p: `w-${index}`, tried: 0, answered: 0 }));
  try {
    for (let round = 0; round < 4; round += 1) {
      const engine = await startProcess(stateDir);
      if (round === 0) await makeTable(engine.client);
      const items = await everything(engine.client);
      expect(await everything(engine.client, 'by-group')).toEqual(items);
      expect(await everything(engine.client, 'by-n')).toEqual(items);
      for (const writer of writers) {
        const own = items.filter(({ p }) => p?.S === writer.p).map(({ n }) => Number(n?.N));
        // Both items of a pair are as one transaction left them.
        expect(new Set(own.slice(0, 2)).size).toBeLessThanOrEqual(1);
        const count = own[0] ?? 0;
        expect(count).toBeGreaterThanOrEqual(writer.answered);
        expect(count).toBeLessThanOrEqual(writer.tried);
        writer.tried = count;
        writer.answered = count;
      }
      if (round === 3) {
        await engine.kill();
        break;
      }
      let left = 200;
      let inTheMidst = () => {};
      const soFar = new Promise<void>((resolve) => {
        inTheMidst = resolve;
      });
      const write = async (writer: (typeof writers)[number]): Promise<void> => {
        while (left > 0) {
          left -= 1;
          if (left === 60) inTheMidst();
          writer.tried += 1;
          const { p, tried } = writer;
          const pair = ['a', 'b'].map((s) => ({ Update: move(p, s, tried) }));
          await engine.client.send(new TransactWriteItemsCommand({ TransactItems: pair }));
          writer.answered = tried;
          await engine.client.send(new UpdateItemCommand(move(p, 'single', tried)));
        }
      };
      const writing = Promise.allSettled(writers.map(write));
      // Writers that have failed would never come so far.
      await Promise.race([soFar, writing]);
      await engine.kill();
      const failed = (await writing).filter(({ status }) => status === 'rejected');
      expect(failed.length).toBeGreaterThan(0);
      for (const outcome of failed)
        expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/ECONN|EPIPE|socket hang up/);
    }
    expect(writers.reduce((sum, { answered }) => sum + answered, 0)).toBeGreaterThan(200);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}, 240_000);
