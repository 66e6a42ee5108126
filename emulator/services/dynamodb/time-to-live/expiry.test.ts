import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestClock } from '../../../store/clock.ts';
import { start } from '../testing/fixture.ts';

const clock = new TestClock();
const fixture = await start({ clock });
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

const TableName = 'sessions';
const seconds = () => Math.floor(clock.now() / 1000);
const put = (id: string, ttl: object) =>
  client.send(
    new PutItemCommand({
      TableName,
      Item: { id: { S: id }, kind: { S: 'k' }, ttl } as PutItemCommand['input']['Item'],
    }),
  );
const update = (Enabled: boolean, AttributeName = 'ttl') =>
  client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } }),
  );

async function ids(): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  return Items.map(({ id }) => id?.S ?? '').sort();
}

/** Asks until the engine has swept, which it does beside the calls. */
async function idsOnce(expected: readonly string[]): Promise<string[]> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = await ids();
    if (found.length === expected.length) return found;
  }
  return ids();
}

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: ['id', 'kind'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

test('keeps expired items for a while, then removes them from the table and its index', async () => {
  await put('before', { N: String(seconds() + 10) });
  expect((await update(true)).TimeToLiveSpecification).toEqual({ Enabled: true, AttributeName: 'ttl' });
  await put('soon', { N: String(seconds() + 10) });
  await put('renewed', { N: String(seconds() + 10) });
  await put('renewed', { N: String(seconds() + 1000) });
  await put('text', { S: String(seconds() + 10) });
  await put('ages-ago', { N: '1' });
  clock.advance(30_000);
  const Key = { id: { S: 'soon' } };
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeDefined();
  clock.advance(60_000);
  const left = ['ages-ago', 'renewed', 'text'];
  expect(await idsOnce(left)).toEqual(left);
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
  const { Count } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-kind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'k' } },
    }),
  );
  expect(Count).toBe(3);
});

test('describes time to live, and rejects a change without effect', async () => {
  const describe = new DescribeTimeToLiveCommand({ TableName });
  expect((await client.send(describe)).TimeToLiveDescription).toEqual({
    TimeToLiveStatus: 'ENABLED',
    AttributeName: 'ttl',
  });
  await expect(update(true)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'TimeToLive is already enabled',
  });
  await expect(update(true, 'other')).rejects.toThrow(
    'TimeToLive is active on a different AttributeName: current AttributeName is ttl',
  );
  await update(false);
  await expect(update(false)).rejects.toThrow('TimeToLive is already disabled');
  expect((await client.send(describe)).TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  clock.advance(2_000_000);
  expect(await ids()).toEqual(['ages-ago', 'renewed', 'text']);
});
