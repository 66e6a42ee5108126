import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TestClock } from '../../../store/clock.ts';
import { start } from '../testing/fixture.ts';
import { openLevel } from './level.ts';

const SIX_HOURS = 6 * 60 * 60 * 1000;
const TableName = 'counted';

let stateDir: string;
let clock: TestClock;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  clock = new TestClock(Date.parse('2026-03-01T00:00:00Z'));
});
afterEach(() => rm(stateDir, { recursive: true }));

const KeySchema = (name: string) => [{ AttributeName: name, KeyType: 'HASH' as const }];
const index = (IndexName: string, name: string) => ({
  IndexName,
  KeySchema: KeySchema(name),
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
});
const AttributeDefinitions = ['id', 'kind'].map((AttributeName) => ({
  AttributeName,
  AttributeType: 'S' as const,
}));

const make = (client: DynamoDBClient) =>
  client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: KeySchema('id'),
      AttributeDefinitions,
      GlobalSecondaryIndexes: [index('by-kind', 'kind')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
const put = (client: DynamoDBClient, id: string, more: Record<string, { S: string }> = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } }));

/** Items and bytes of the table, then of each of its indexes. */
async function sizes(client: DynamoDBClient) {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const indexes = Table?.GlobalSecondaryIndexes ?? [];
  return [
    [Table?.ItemCount, Table?.TableSizeBytes],
    ...indexes.map(({ ItemCount, IndexSizeBytes }) => [ItemCount, IndexSizeBytes]),
  ];
}

test('updates the counts and sizes of a table and its indexes every six hours, not in between', async () => {
  await using fixture = await start({ clock });
  const { client } = fixture;
  await make(client);
  await put(client, 'a', { kind: { S: 'x' }, more: { S: '12345' } });
  await put(client, 'b', { kind: { S: 'y' } });
  await put(client, 'c');
  const none = [
    [0, 0],
    [0, 0],
  ];
  expect(await sizes(client)).toEqual(none);
  clock.advance(SIX_HOURS);
  const first = [
    // id and its letter, kind and its letter, more and its five: 3 + 5 + 9, 3 + 5, 3.
    [3, 28],
    [2, 16],
  ];
  expect(await sizes(client)).toEqual(first);
  await put(client, 'b');
  await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'c' } } }));
  clock.advance(SIX_HOURS - 1);
  expect(await sizes(client)).toEqual(first);
  clock.advance(1);
  // What comes after the six hours is not counted in.
  await put(client, 'd');
  expect(await sizes(client)).toEqual([
    [2, 20],
    [1, 8],
  ]);
  const { TableDescription } = await client.send(new DeleteTableCommand({ TableName }));
  expect(TableDescription).toMatchObject({ ItemCount: 2, TableSizeBytes: 20 });
});

test('counts what an index is filled with, and forgets one that is deleted', async () => {
  await using fixture = await start({ clock });
  const { client } = fixture;
  await make(client);
  await put(client, 'a', { kind: { S: 'x' } });
  const change = (GlobalSecondaryIndexUpdates: object[]) =>
    client.send(new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates }));
  await change([{ Delete: { IndexName: 'by-kind' } }]);
  await put(client, 'b', { kind: { S: 'x' } });
  await change([{ Create: index('by-kind', 'kind') }]);
  clock.advance(SIX_HOURS);
  expect(await sizes(client)).toEqual([
    [2, 16],
    [2, 16],
  ]);
});

test('keeps counts over a restart, and counts the tables of an engine that did not', async () => {
  const expected = [
    [2, 11],
    [1, 8],
  ];
  {
    await using before = await start({ clock, stateDir });
    await make(before.client);
    await put(before.client, 'a', { kind: { S: 'x' } });
    await put(before.client, 'b');
  }
  clock.advance(SIX_HOURS);
  {
    await using after = await start({ clock, stateDir });
    expect(await sizes(after.client)).toEqual(expected);
  }
  const level = await openLevel(join(stateDir, 'dynamodb'));
  await level.clear({ gte: 'size~', lt: 'size\x7f' });
  await level.close();
  await using later = await start({ clock, stateDir });
  expect(await sizes(later.client)).toEqual(expected);
});
