import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import type { Table } from '../table-description.ts';
import { start } from '../testing/fixture.ts';
import { openLevel } from './level.ts';

const TableName = 'orders';

/** A table with both kinds of indexes, as the first form had it. */
const TABLE: Table = {
  TableName,
  TableId: '1',
  TableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
  TableStatus: 'ACTIVE',
  CreationDateTime: 0,
  KeySchema: [
    { AttributeName: 'customer', KeyType: 'HASH' },
    { AttributeName: 'number', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'customer', AttributeType: 'S' },
    { AttributeName: 'number', AttributeType: 'N' },
    { AttributeName: 'state', AttributeType: 'S' },
    { AttributeName: 'price', AttributeType: 'N' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-price',
      KeySchema: [
        { AttributeName: 'customer', KeyType: 'HASH' },
        { AttributeName: 'price', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-state',
      IndexStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  DeletionProtectionEnabled: false,
  TableSizeBytes: 0,
  ItemCount: 0,
};

const item = (number: number) => ({
  customer: { S: 'ann' },
  number: { N: String(number) },
  price: { N: String(100 - number) },
  ...(number % 2 === 0 && { state: { S: 'open' } }),
});

const COUNT = 1200;

/** Writes like the engine on dynalite: items and index entries as JSON, under other keys. */
async function writeFirstForm(stateDir: string): Promise<void> {
  const level = await openLevel(join(stateDir, 'dynamodb'));
  await level.put(`definition~${TableName}`, JSON.stringify({ description: TABLE, tags: { team: 'a' } }));
  const writes = Array.from({ length: COUNT }, (_, number) => [
    { type: 'put' as const, key: `item~1~4f1b2c/616e6e/${number}/`, value: JSON.stringify(item(number)) },
    { type: 'put' as const, key: `index~1~by-price~${number}/`, value: JSON.stringify(item(number)) },
  ]);
  await level.batch(writes.flat());
  await level.close();
}

/** Table and indexes, whole, in their order. */
async function contents(stateDir: string) {
  await using engine = await start({ stateDir });
  const query = async (input: object) => {
    const found: object[] = [];
    let ExclusiveStartKey: QueryCommand['input']['ExclusiveStartKey'];
    do {
      const page = await engine.client.send(new QueryCommand({ TableName, ...input, ExclusiveStartKey }));
      found.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  const ann = {
    KeyConditionExpression: 'customer = :c',
    ExpressionAttributeValues: { ':c': { S: 'ann' } },
  };
  const open = {
    IndexName: 'by-state',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':s': { S: 'open' } },
  };
  return {
    items: await query(ann),
    byPrice: await query({ ...ann, IndexName: 'by-price' }),
    open: await query(open),
    scanned: (await engine.client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count,
  };
}

function expectWhole({ items, byPrice, open, scanned }: Awaited<ReturnType<typeof contents>>): void {
  const all = Array.from({ length: COUNT }, (_, number) => item(number));
  expect(items).toEqual(all);
  const { customer, number, price } = item(COUNT - 1);
  expect(byPrice).toHaveLength(COUNT);
  expect(byPrice[0]).toEqual({ customer, number, price });
  expect(open).toHaveLength(COUNT / 2);
  expect(new Set(open.map((one) => JSON.stringify(one))).size).toBe(COUNT / 2);
  expect(scanned).toBe(COUNT);
}

async function inFolder(task: (stateDir: string) => Promise<void>): Promise<void> {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-migrate-'));
  try {
    await task(stateDir);
  } finally {
    await rm(stateDir, { recursive: true });
  }
}

test('brings items and indexes of an engine on dynalite into the order of today', () =>
  inFolder(async (stateDir) => {
    await writeFirstForm(stateDir);
    expectWhole(await contents(stateDir));
    expectWhole(await contents(stateDir));
  }));

test.each([
  ['before the mark', (key: string) => key === 'format~'],
  ['after a part of the items', (key: string) => key === 'format~' || /^[ix]~/.test(key)],
])('begins again when a process has ended %s', (_when, lost) =>
  inFolder(async (stateDir) => {
    await writeFirstForm(stateDir);
    await contents(stateDir);
    const level = await openLevel(join(stateDir, 'dynamodb'));
    const keys = (await level.keys().all()).filter(lost);
    // A part of what was written is there.
    await level.batch(keys.slice(0, 1 + keys.length / 2).map((key) => ({ type: 'del' as const, key })));
    await level.del('format~');
    await level.close();
    await writeFirstForm(stateDir);
    expectWhole(await contents(stateDir));
  }),
);
