import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type _Record as Change,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, expect, test } from '@jest/globals';
import { TestClock } from '../../../store/clock.ts';
import { start } from '../testing/fixture.ts';

const HOUR = 60 * 60 * 1000;
const clock = new TestClock(Date.parse('2026-03-01T00:00:00Z'));
const fixture = await start({ clock });
const { client, engine } = fixture;
const streams = new DynamoDBStreamsClient({
  endpoint: engine.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
afterAll(async () => {
  streams.destroy();
  await fixture[Symbol.asyncDispose]();
});

let made = 0;
async function table(StreamViewType?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES') {
  made += 1;
  const TableName = `table-${made}`;
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...(StreamViewType && { StreamSpecification: { StreamEnabled: true, StreamViewType } }),
    }),
  );
  return { TableName, arn: TableDescription?.LatestStreamArn ?? '' };
}

const put = (on: DynamoDBClient, TableName: string, id: string, v: string) =>
  on.send(new PutItemCommand({ TableName, Item: { id: { S: id }, v: { S: v } } }));

async function shards(StreamArn: string) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  return StreamDescription?.Shards ?? [];
}

async function iterator(StreamArn: string, type: ShardIteratorType, SequenceNumber?: string, at = -1) {
  const { ShardId } = (await shards(StreamArn)).at(at) ?? {};
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: type, SequenceNumber }),
  );
  return ShardIterator;
}

async function changes(arn: string): Promise<Change[]> {
  const ShardIterator = await iterator(arn, 'TRIM_HORIZON');
  return (await streams.send(new GetRecordsCommand({ ShardIterator }))).Records ?? [];
}

test('records each change of an item once, in order, and nothing for a write without effect', async () => {
  const { TableName, arn } = await table('NEW_AND_OLD_IMAGES');
  await put(client, TableName, 'a', 'one');
  await put(client, TableName, 'a', 'one');
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET v = :v',
      ExpressionAttributeValues: { ':v': { S: 'two' } },
    }),
  );
  await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'a' } } }));
  await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'a' } } }));
  const found = await changes(arn);
  const item = (v: string) => ({ id: { S: 'a' }, v: { S: v } });
  expect(found.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage, dynamodb?.NewImage])).toEqual(
    [
      ['INSERT', undefined, item('one')],
      ['MODIFY', item('one'), item('two')],
      ['REMOVE', item('two'), undefined],
    ],
  );
  const numbers = found.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
  expect([...numbers].sort()).toEqual(numbers);
  expect(found[0]).toMatchObject({
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    dynamodb: {
      ApproximateCreationDateTime: new Date('2026-03-01T00:00:00Z'),
      Keys: { id: { S: 'a' } },
      SizeBytes: 10,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
});

test.each([
  ['KEYS_ONLY', false, false],
  ['NEW_IMAGE', false, true],
  ['OLD_IMAGE', true, false],
] as const)('shows of an item what %s says', async (view, old, fresh) => {
  const { TableName, arn } = await table(view);
  await put(client, TableName, 'a', 'one');
  await put(client, TableName, 'a', 'two');
  const [, change] = await changes(arn);
  expect(change?.dynamodb?.Keys).toEqual({ id: { S: 'a' } });
  expect(change?.dynamodb?.OldImage !== undefined).toBe(old);
  expect(change?.dynamodb?.NewImage !== undefined).toBe(fresh);
});

test('records the changes of batches and transactions, and none of a cancelled one', async () => {
  const { TableName, arn } = await table('KEYS_ONLY');
  const Put = (id: string) => ({ TableName, Item: { id: { S: id } } });
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: [{ PutRequest: { Item: { id: { S: 'b' } } } }] },
    }),
  );
  await client.send(
    new TransactWriteItemsCommand({ TransactItems: [{ Put: Put('t-1') }, { Put: Put('t-2') }] }),
  );
  const guarded = { ...Put('b'), ConditionExpression: 'attribute_not_exists(id)' };
  await client
    .send(new TransactWriteItemsCommand({ TransactItems: [{ Put: Put('t-3') }, { Put: guarded }] }))
    .catch(() => undefined);
  const ids = (await changes(arn)).map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S);
  expect(ids).toEqual(['b', 't-1', 't-2']);
});

test('reads from now, from a change, from after it, and continues with the next iterator', async () => {
  const { TableName, arn } = await table('NEW_IMAGE');
  await put(client, TableName, 'a', 'one');
  const latest = await iterator(arn, 'LATEST');
  await put(client, TableName, 'a', 'two');
  await put(client, TableName, 'a', 'three');
  const values = (records: Change[] = []) => records.map(({ dynamodb }) => dynamodb?.NewImage?.['v']?.S);
  const read = async (ShardIterator: string | undefined, Limit?: number) =>
    streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
  const first = await read(latest, 1);
  expect(values(first.Records)).toEqual(['two']);
  expect(values((await read(first.NextShardIterator)).Records)).toEqual(['three']);
  const number = first.Records?.[0]?.dynamodb?.SequenceNumber;
  expect(values((await read(await iterator(arn, 'AT_SEQUENCE_NUMBER', number))).Records)).toEqual([
    'two',
    'three',
  ]);
  expect(values((await read(await iterator(arn, 'AFTER_SEQUENCE_NUMBER', number))).Records)).toEqual([
    'three',
  ]);
});

test('describes streams, and turns them on and off', async () => {
  const { TableName } = await table();
  const wish = (StreamSpecification: object) =>
    client.send(new UpdateTableCommand({ TableName, StreamSpecification: StreamSpecification as never }));
  await expect(wish({ StreamEnabled: false })).rejects.toMatchObject({ name: 'ValidationException' });
  await wish({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
  await expect(wish({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
  const StreamArn = Table?.LatestStreamArn;
  expect(StreamArn).toBe(`${Table?.TableArn}/stream/${Table?.LatestStreamLabel}`);
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
  expect(Streams).toEqual([{ StreamArn, TableName, StreamLabel: Table?.LatestStreamLabel }]);
  await put(client, TableName, 'a', 'one');
  await wish({ StreamEnabled: false });
  await put(client, TableName, 'a', 'two');
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  expect(StreamDescription).toMatchObject({
    StreamStatus: 'DISABLED',
    StreamViewType: 'NEW_IMAGE',
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    Shards: [{ SequenceNumberRange: { EndingSequenceNumber: expect.any(String) } }],
  });
  expect(await changes(StreamArn ?? '')).toHaveLength(1);
});

test('begins a shard every four hours, closes the one before, and drops records after 24 hours', async () => {
  const { TableName, arn } = await table('KEYS_ONLY');
  await put(client, TableName, 'old', 'x');
  const early = await iterator(arn, 'TRIM_HORIZON');
  clock.advance(5 * HOUR);
  await expect(streams.send(new GetRecordsCommand({ ShardIterator: early }))).rejects.toMatchObject({
    name: 'ExpiredIteratorException',
  });
  await put(client, TableName, 'young', 'x');
  const [first, second, ...others] = await shards(arn);
  expect(others).toEqual([]);
  expect(second?.ParentShardId).toBe(first?.ShardId);
  expect(first?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined();
  expect(second?.SequenceNumberRange?.EndingSequenceNumber).toBeUndefined();
  const closed = await iterator(arn, 'TRIM_HORIZON', undefined, 0);
  const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator: closed }));
  expect(Records?.map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S)).toEqual(['old']);
  const end = await streams.send(new GetRecordsCommand({ ShardIterator: NextShardIterator }));
  expect([end.Records, end.NextShardIterator]).toEqual([[], undefined]);
  clock.advance(20 * HOUR);
  expect((await shards(arn)).map(({ ShardId }) => ShardId)).not.toContain(second?.ParentShardId && 'none');
  const oldest = await iterator(arn, 'TRIM_HORIZON', undefined, 0);
  const left = await streams.send(new GetRecordsCommand({ ShardIterator: oldest }));
  expect(left.Records).toEqual([]);
});

test('keeps the stream of a deleted table readable for 24 hours', async () => {
  const { TableName, arn } = await table('KEYS_ONLY');
  await put(client, TableName, 'a', 'x');
  await client.send(new DeleteTableCommand({ TableName }));
  expect(await changes(arn)).toHaveLength(1);
  clock.advance(25 * HOUR);
  await expect(shards(arn)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Requested resource not found: Stream: ${arn} not found`,
  });
});
