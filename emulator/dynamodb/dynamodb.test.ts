import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { type Engine, type EngineOptions, startEngine } from '../engine.ts';

async function start(options: EngineOptions = {}) {
  const engine = await startEngine(options);
  return { engine, client: clientOf(engine), [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose]() };
}

function clientOf(engine: Engine): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
}

const TABLE = {
  TableName: 'user',
  KeySchema: [{ AttributeName: 'authentication', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'authentication', AttributeType: 'S' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
};

const Key = { authentication: { S: 'a' } };

test('a table is made, described with its tags, listed, and its name is taken then', async () => {
  await using fixture = await start();
  const { client } = fixture;
  const made = await client.send(
    new CreateTableCommand({ ...TABLE, Tags: [{ Key: 'app', Value: 'gatehouse' }] }),
  );
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';
  expect(made.TableDescription).toMatchObject({ TableArn: arn, TableStatus: 'CREATING' });
  expect((await client.send(new DescribeTableCommand({ TableName: 'user' }))).Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    DeletionProtectionEnabled: false,
    CreationDateTime: expect.any(Date),
  });
  expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn: arn }))).Tags).toEqual([
    { Key: 'app', Value: 'gatehouse' },
  ]);
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['user']);
  await expect(client.send(new CreateTableCommand(TABLE))).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Table already exists: user',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
});

test('an item goes in and comes out, binary values included; conditions hold', async () => {
  await using fixture = await start();
  const { client } = fixture;
  await client.send(new CreateTableCommand(TABLE));
  const Item = {
    ...Key,
    n: { N: '7' },
    b: { B: new Uint8Array([0, 1, 255]) },
    m: { M: { x: { BOOL: true } } },
  };
  await client.send(new PutItemCommand({ TableName: 'user', Item }));
  expect(
    (await client.send(new GetItemCommand({ TableName: 'user', Key, ConsistentRead: true }))).Item,
  ).toEqual(Item);
  await expect(
    client.send(
      new PutItemCommand({
        TableName: 'user',
        Item,
        ConditionExpression: 'attribute_not_exists(authentication)',
      }),
    ),
  ).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
  });
  const updated = await client.send(
    new UpdateItemCommand({
      TableName: 'user',
      Key,
      UpdateExpression: 'SET n = n + :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  expect(updated.Attributes).toEqual({ n: { N: '8' } });
  const queried = await client.send(
    new QueryCommand({
      TableName: 'user',
      KeyConditionExpression: 'authentication = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    }),
  );
  expect(queried.Count).toBe(1);
  expect((await client.send(new ScanCommand({ TableName: 'user' }))).Items).toHaveLength(1);
});

test('what is not there is said in the words of DynamoDB, its namespace in the type, with a checksum', async () => {
  await using fixture = await start();
  const { client, engine } = fixture;
  await expect(client.send(new GetItemCommand({ TableName: 'nobody', Key }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
  const signed = await rawTypeOf(client, new GetItemCommand({ TableName: 'nobody', Key }));
  expect(signed).toEqual({
    type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
    checksum: expect.stringMatching(/^\d+$/),
  });
  expect(await rawTypeOf(client, new GetItemCommand({ TableName: 'x', Key }))).toMatchObject({
    type: 'com.amazon.coral.validate#ValidationException',
  });
  expect(engine.port).toBeGreaterThan(0);
});

/** What is on the wire below the SDK's own error. */
async function rawTypeOf(client: DynamoDBClient, command: GetItemCommand) {
  const error = (await client.send(command).catch((thrown: unknown) => thrown)) as {
    $response: { body: unknown; headers: Record<string, string> };
    __type: string;
  };
  return { type: error.__type, checksum: error.$response.headers['x-amz-crc32'] };
}

test('a protected table is not deleted until the protection is off', async () => {
  await using fixture = await start();
  const { client } = fixture;
  await client.send(new CreateTableCommand({ ...TABLE, DeletionProtectionEnabled: true }));
  await expect(client.send(new DeleteTableCommand({ TableName: 'user' }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  });
  await client.send(new UpdateTableCommand({ TableName: 'user', DeletionProtectionEnabled: false }));
  await client.send(new DeleteTableCommand({ TableName: 'user' }));
  await expect(client.send(new PutItemCommand({ TableName: 'user', Item: Key }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('what is not honoured is refused by name', async () => {
  await using fixture = await start();
  const { client } = fixture;
  await expect(
    client.send(new CreateTableCommand({ ...TABLE, SSESpecification: { Enabled: true } })),
  ).rejects.toMatchObject({
    message: 'CreateTable: the parameter SSESpecification is not supported by the embedded engine.',
    $metadata: expect.objectContaining({ httpStatusCode: 501 }),
  });
  await expect(
    client.send(
      new UpdateTimeToLiveCommand({
        TableName: 'user',
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'ttl' },
      }),
    ),
  ).rejects.toMatchObject({ message: 'dynamodb: UpdateTimeToLive is not supported by the embedded engine.' });
});

test('items are there after a restart, and gone after a reset', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  try {
    {
      await using fixture = await start({ stateDir });
      const { client } = fixture;
      await client.send(new CreateTableCommand(TABLE));
      await waitUntilTableExists(
        { client, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.1 },
        { TableName: 'user' },
      );
      await client.send(new PutItemCommand({ TableName: 'user', Item: Key }));
    }
    await using fixture = await start({ stateDir });
    expect((await fixture.client.send(new GetItemCommand({ TableName: 'user', Key }))).Item).toEqual(Key);
    await fetch(`${fixture.engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
    expect((await fixture.client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  } finally {
    await rm(stateDir, { recursive: true });
  }
});
