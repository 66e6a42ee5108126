import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { fast } from '../../control/realism/realism.ts';
import { TestClock } from '../../store/clock.ts';
import { type Fixture, start, USER_TABLE } from './testing/fixture.ts';

const fixture: Fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());
beforeEach(async () => {
  await fetch(`${fixture.engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
});

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';
const TableName = 'user';
const Item = { authentication: { S: 'a' } };
const make = (more: Partial<CreateTableCommandInput> = {}) =>
  client.send(new CreateTableCommand({ ...USER_TABLE, ...more }));

test('creates, describes and lists a table, and rejects its name a second time', async () => {
  expect((await make()).TableDescription).toMatchObject({ TableArn: ARN, TableStatus: 'CREATING' });
  expect((await client.send(new DescribeTableCommand({ TableName }))).Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    DeletionProtectionEnabled: false,
    CreationDateTime: expect.any(Date),
  });
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['user']);
  await expect(make()).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Table already exists: user',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
});

test('has no items of a table that is still being created', async () => {
  const clock = new TestClock(Date.now());
  await using slow = await start({ clock, realism: { ...fast, tableStatesMs: 1000 } });
  await slow.client.send(new CreateTableCommand(USER_TABLE));
  const missing = { name: 'ResourceNotFoundException', message: 'Requested resource not found' };
  const put = () => slow.client.send(new PutItemCommand({ TableName, Item }));
  await expect(put()).rejects.toMatchObject(missing);
  const read = slow.client.send(new GetItemCommand({ TableName, Key: Item }));
  await expect(read).rejects.toMatchObject(missing);
  clock.advance(1000);
  await waitUntilTableExists(
    { client: slow.client, maxWaitTime: 60, minDelay: 0.01, maxDelay: 0.01 },
    { TableName },
  );
  await expect(put()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

test('lists tables in order, page by page', async () => {
  for (const name of ['ccc', 'aaa', 'bbb']) await make({ TableName: name });
  const first = await client.send(new ListTablesCommand({ Limit: 2 }));
  expect(first).toMatchObject({ TableNames: ['aaa', 'bbb'], LastEvaluatedTableName: 'bbb' });
  const rest = await client.send(new ListTablesCommand({ ExclusiveStartTableName: 'bbb' }));
  expect(rest.TableNames).toEqual(['ccc']);
  expect(rest.LastEvaluatedTableName).toBeUndefined();
});

test('sets tags at creation or later, in any script, and removes them', async () => {
  await make({ Tags: [{ Key: 'app', Value: 'gatehouse' }] });
  await client.send(new TagResourceCommand({ ResourceArn: ARN, Tags: [{ Key: '日本', Value: 'ő' }] }));
  const list = async () => (await client.send(new ListTagsOfResourceCommand({ ResourceArn: ARN }))).Tags;
  expect(await list()).toEqual([
    { Key: 'app', Value: 'gatehouse' },
    { Key: '日本', Value: 'ő' },
  ]);
  await client.send(new UntagResourceCommand({ ResourceArn: ARN, TagKeys: ['app', 'nothing'] }));
  expect(await list()).toEqual([{ Key: '日本', Value: 'ő' }]);
});

const INDEX = {
  IndexName: 'iii',
  KeySchema: USER_TABLE.KeySchema,
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
};

test('tells what a table takes at once when it is described, not when it is made', async () => {
  const one = { ReadCapacityUnits: 1, WriteCapacityUnits: 2 };
  const five = { ReadCapacityUnits: 5, WriteCapacityUnits: 6 };
  const onDemand = await make({ GlobalSecondaryIndexes: [INDEX] });
  expect(onDemand.TableDescription?.WarmThroughput).toBeUndefined();
  expect(onDemand.TableDescription?.BillingModeSummary).toEqual({ BillingMode: 'PAY_PER_REQUEST' });
  const paid = await make({
    TableName: 'paid',
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: five,
    GlobalSecondaryIndexes: [{ ...INDEX, ProvisionedThroughput: one }],
  });
  expect(paid.TableDescription?.WarmThroughput).toBeUndefined();
  const warmth = async (name: string) => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return [Table?.WarmThroughput, Table?.GlobalSecondaryIndexes?.[0]?.WarmThroughput];
  };
  const warm = (ReadUnitsPerSecond: number, WriteUnitsPerSecond: number) => ({
    ReadUnitsPerSecond,
    WriteUnitsPerSecond,
    Status: 'ACTIVE',
  });
  expect(await warmth('user')).toEqual([warm(12_000, 4000), warm(12_000, 4000)]);
  expect(await warmth('paid')).toEqual([warm(5, 6), warm(1, 2)]);
});

test('deletes a table, and starts empty with one of the same name', async () => {
  await make();
  await client.send(new PutItemCommand({ TableName, Item }));
  const { TableDescription } = await client.send(new DeleteTableCommand({ TableName }));
  expect(TableDescription).toEqual({
    BillingModeSummary: expect.anything(),
    DeletionProtectionEnabled: false,
    ItemCount: 0,
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    TableArn: ARN,
    TableId: expect.any(String),
    TableName,
    TableSizeBytes: 0,
    TableStatus: 'DELETING',
  });
  await expect(client.send(new DescribeTableCommand({ TableName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: user not found',
  });
  await make();
  const { Attributes } = await client.send(new PutItemCommand({ TableName, Item, ReturnValues: 'ALL_OLD' }));
  expect(Attributes).toBeUndefined();
});

test('does not delete a protected table until the protection is off', async () => {
  await make({ DeletionProtectionEnabled: true });
  await expect(client.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  });
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  await client.send(new DeleteTableCommand({ TableName }));
});

test('fills a new index with old and new items, until it is deleted', async () => {
  await make();
  const kind = { kind: { S: 'k' } };
  await client.send(new PutItemCommand({ TableName, Item: { ...Item, ...kind } }));
  await client.send(
    new UpdateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: 'by-kind',
            KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        },
      ],
    }),
  );
  await client.send(new PutItemCommand({ TableName, Item: { authentication: { S: 'b' }, ...kind } }));
  const query = () =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-kind',
        KeyConditionExpression: 'kind = :k',
        ExpressionAttributeValues: { ':k': { S: 'k' } },
      }),
    );
  expect((await query()).Count).toBe(2);
  const gone = { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-kind' } }] };
  await client.send(new UpdateTableCommand({ TableName, ...gone }));
  await expect(query()).rejects.toThrow('The table does not have the specified index: by-kind');
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
  expect(Table?.AttributeDefinitions).toEqual(USER_TABLE.AttributeDefinitions);
});

test('changes capacity, and rejects a change without effect', async () => {
  const capacity = (units: number) => ({
    ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: 5 },
  });
  await make({ BillingMode: 'PROVISIONED', ...capacity(5) });
  const update = (units: number) => client.send(new UpdateTableCommand({ TableName, ...capacity(units) }));
  expect((await update(7)).TableDescription).toMatchObject({ TableStatus: 'UPDATING', ...capacity(5) });
  expect((await client.send(new DescribeTableCommand({ TableName }))).Table).toMatchObject(capacity(7));
  await expect(update(7)).rejects.toThrow('The provisioned throughput for the table will not change.');
});

test.each<[string, Partial<CreateTableCommandInput>, string]>([
  ['encryption', { SSESpecification: { Enabled: true } }, 'SSESpecification.Enabled "true"'],
  ['another class', { TableClass: 'STANDARD_INFREQUENT_ACCESS' }, 'TableClass "STANDARD_INFREQUENT_ACCESS"'],
  [
    'a warm index',
    {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'iii',
          KeySchema: USER_TABLE.KeySchema,
          Projection: { ProjectionType: 'ALL' },
          WarmThroughput: { ReadUnitsPerSecond: 1 },
        },
      ],
    },
    'the parameter GlobalSecondaryIndexes.WarmThroughput',
  ],
])('refuses %s by name', async (_name, more, named) => {
  await expect(make(more)).rejects.toMatchObject({
    message: `CreateTable: ${named} is not supported by the embedded engine.`,
    $metadata: expect.objectContaining({ httpStatusCode: 501 }),
  });
});

test('answers that time to live is off', async () => {
  await make();
  expect(await client.send(new DescribeTimeToLiveCommand({ TableName }))).toMatchObject({
    TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
  });
});
