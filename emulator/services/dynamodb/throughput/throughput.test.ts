import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import { parseRealism } from '../../../control/realism/realism.ts';
import { TestClock } from '../../../store/clock.ts';
import { type Fixture, start } from '../testing/fixture.ts';

const TableName = 'limited';
const TABLE_ARN = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
const PROVISIONED =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';

let fixture: Fixture;
let clock: TestClock;
afterEach(async () => fixture[Symbol.asyncDispose]());

async function open(billing: Partial<CreateTableCommandInput>, realism = 'throughput'): Promise<void> {
  clock = new TestClock();
  fixture = await start({ clock, realism: parseRealism(realism) });
  await fixture.client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ...billing,
    }),
  );
}

const provisioned = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
});
const item = (id: string, more = {}) => ({ id: { S: id }, ...more });
const put = (id: string, more = {}) =>
  fixture.client.send(new PutItemCommand({ TableName, Item: item(id, more) }));
const get = (ConsistentRead = true) =>
  fixture.client.send(new GetItemCommand({ TableName, Key: item('a'), ConsistentRead }));

/** How often a call passes before it is refused, and its refusal. */
async function until(refused: () => Promise<unknown>): Promise<[number, unknown]> {
  for (let passed = 0; passed < 5000; passed += 1) {
    const error = await refused().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error) return [passed, error];
  }
  throw new Error('It was never refused.');
}

test('limits nothing without REALISM', async () => {
  await open(provisioned(1, 1), '');
  for (let time = 0; time < 20; time += 1) await Promise.all([put('a'), get()]);
});

test('rejects reads and writes beyond the provisioned capacity, and takes them again a second later', async () => {
  await open(provisioned(3, 2));
  expect(await until(() => put('a'))).toMatchObject([
    2,
    {
      name: 'ProvisionedThroughputExceededException',
      message: PROVISIONED,
      $metadata: { httpStatusCode: 400 },
      ThrottlingReasons: [{ reason: 'TableWriteProvisionedThroughputExceeded', resource: TABLE_ARN }],
    },
  ]);
  expect(await until(() => get())).toMatchObject([
    3,
    { ThrottlingReasons: [{ reason: 'TableReadProvisionedThroughputExceeded', resource: TABLE_ARN }] },
  ]);
  clock.advance(1000);
  expect((await until(() => put('a')))[0]).toBe(2);
  expect((await until(() => get(false)))[0]).toBe(6);
});

test('keeps 300 seconds of unused capacity', async () => {
  await open(provisioned(1, 1));
  // 25 units a read.
  await put('a', { text: { S: 'x'.repeat(100_000) } });
  clock.advance(3_600_000);
  expect((await until(() => get()))[0]).toBe(12);
});

test('lets a call take more than is left, and counts it (a guess)', async () => {
  await open(provisioned(1, 1));
  await put('a', { text: { S: 'x'.repeat(3000) } });
  clock.advance(2000);
  await expect(put('b')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  clock.advance(1001);
  await put('b');
});

test('counts a write whose condition fails', async () => {
  await open(provisioned(1, 1));
  const update = new UpdateItemCommand({
    TableName,
    Key: item('a'),
    UpdateExpression: 'SET x = :x',
    ConditionExpression: 'attribute_exists(id)',
    ExpressionAttributeValues: { ':x': { S: 'x' } },
  });
  const names = [];
  for (let time = 0; time < 2; time += 1)
    names.push(await fixture.client.send(update).catch(({ name }: Error) => name));
  expect(names).toEqual(['ConditionalCheckFailedException', 'ProvisionedThroughputExceededException']);
});

const INDEX = {
  AttributeDefinitions: ['id', 'kind'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-kind',
      KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
      ...provisioned(1, 1),
    },
  ],
};

test('rejects a write that an index has no capacity for, and reads of the index by its own', async () => {
  await open({ ...provisioned(100, 100), ...INDEX });
  const kind = { kind: { S: 'k' } };
  await put('a', kind);
  await expect(put('b', kind)).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    message: expect.stringContaining('for one or more global secondary indexes of the table was exceeded'),
    ThrottlingReasons: [
      { reason: 'IndexWriteProvisionedThroughputExceeded', resource: `${TABLE_ARN}/index/by-kind` },
    ],
  });
  const { Count } = await fixture.client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  expect(Count).toBe(1);
  await put('c');
  const query = new QueryCommand({
    TableName,
    IndexName: 'by-kind',
    KeyConditionExpression: 'kind = :k',
    ExpressionAttributeValues: { ':k': { S: 'k' } },
  });
  expect(await until(() => fixture.client.send(query))).toMatchObject([
    2,
    { ThrottlingReasons: [{ reason: 'IndexReadProvisionedThroughputExceeded' }] },
  ]);
  await get();
});

test('hands back what of a batch has no capacity, and rejects a batch that has none at all', async () => {
  await open(provisioned(3, 2));
  const write = new BatchWriteItemCommand({
    RequestItems: { [TableName]: ['a', 'b', 'c'].map((id) => ({ PutRequest: { Item: item(id) } })) },
  });
  expect((await fixture.client.send(write)).UnprocessedItems).toEqual({
    [TableName]: [{ PutRequest: { Item: item('c') } }],
  });
  await expect(fixture.client.send(write)).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
  });
  const read = new BatchGetItemCommand({
    RequestItems: {
      [TableName]: { ConsistentRead: true, Keys: ['a', 'b', 'c', 'd'].map((id) => item(id)) },
    },
  });
  const { Responses, UnprocessedKeys } = await fixture.client.send(read);
  expect(Responses).toEqual({ [TableName]: [item('a'), item('b')] });
  expect(UnprocessedKeys).toEqual({ [TableName]: { ConsistentRead: true, Keys: [item('d')] } });
  await expect(fixture.client.send(read)).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    ThrottlingReasons: [{ reason: 'TableReadProvisionedThroughputExceeded' }],
  });
});

test('cancels a transaction for which no capacity is left, and counts one twice', async () => {
  await open(provisioned(5, 4));
  const transact = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName, Item: item('a') } },
      { ConditionCheck: { TableName, Key: item('b'), ConditionExpression: 'attribute_not_exists(id)' } },
    ],
  });
  await fixture.client.send(transact);
  await expect(fixture.client.send(transact)).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [
      { Code: 'ProvisionedThroughputExceeded', Message: PROVISIONED },
      { Code: 'ProvisionedThroughputExceeded', Message: PROVISIONED },
    ],
  });
});

const onDemand = (OnDemandThroughput: CreateTableCommandInput['OnDemandThroughput']) =>
  ({ BillingMode: 'PAY_PER_REQUEST', OnDemandThroughput }) as const;

test('rejects what is beyond the maximum of a table on demand, in its own words', async () => {
  await open(onDemand({ MaxReadRequestUnits: 2 }));
  for (let time = 0; time < 20; time += 1) await put('a');
  expect(await until(() => get())).toMatchObject([
    2,
    {
      name: 'ThrottlingException',
      message: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index',
      throttlingReasons: [{ reason: 'TableReadMaxOnDemandThroughputExceeded', resource: TABLE_ARN }],
    },
  ]);
  const { TableDescription } = await fixture.client.send(
    new UpdateTableCommand({ TableName, OnDemandThroughput: { MaxReadRequestUnits: -1 } }),
  );
  expect(TableDescription).toMatchObject({
    TableStatus: 'ACTIVE',
    OnDemandThroughput: { MaxReadRequestUnits: -1 },
  });
  for (let time = 0; time < 20; time += 1) await get();
});

test('describes maxima, keeps the one that is not changed, and shows one that was taken away once', async () => {
  await open(onDemand({ MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 }));
  const change = async (OnDemandThroughput: CreateTableCommandInput['OnDemandThroughput']) => {
    await fixture.client.send(new UpdateTableCommand({ TableName, OnDemandThroughput }));
    const { Table } = await fixture.client.send(new DescribeTableCommand({ TableName }));
    return Table?.OnDemandThroughput;
  };
  expect(await change({ MaxReadRequestUnits: 200 })).toEqual({
    MaxReadRequestUnits: 200,
    MaxWriteRequestUnits: 50,
  });
  expect(await change({ MaxWriteRequestUnits: -1 })).toEqual({
    MaxReadRequestUnits: 200,
    MaxWriteRequestUnits: -1,
  });
  expect(await change({ MaxReadRequestUnits: -1 })).toEqual({ MaxReadRequestUnits: -1 });
});

test('rejects maxima that are none, and those of a table with provisioned capacity', async () => {
  await open(provisioned(1, 1));
  const invalid = 'One or more parameter values were invalid:';
  const update = (OnDemandThroughput: CreateTableCommandInput['OnDemandThroughput']) =>
    fixture.client.send(new UpdateTableCommand({ TableName, OnDemandThroughput }));
  await expect(update({ MaxReadRequestUnits: 1 })).rejects.toMatchObject({
    name: 'ValidationException',
    message: `${invalid} MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
  });
  const create = (MaxWriteRequestUnits: number) =>
    fixture.client.send(
      new CreateTableCommand({
        TableName: 'other',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        ...onDemand({ MaxWriteRequestUnits }),
      }),
    );
  for (const units of [0, -1])
    await expect(create(units)).rejects.toMatchObject({
      name: 'ValidationException',
      message: `${invalid} Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range`,
    });
});
