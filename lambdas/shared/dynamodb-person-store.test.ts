import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from '@jest/globals';
import { dynamodbPersonStore } from './dynamodb-person-store.ts';
import type { PersonRecord } from './person-record.ts';

/** What the store sent, as it arrived on the wire. */
interface SeenCall {
  target: string | undefined;
  body: Record<string, unknown>;
}

/** The endpoint's answer: a status and a DynamoDB body. */
interface ScriptedAnswer {
  status: number;
  body: Record<string, unknown>;
}

const ADA: PersonRecord = {
  authentication: 'YWRhOnNlY3JldA==',
  userPoolId: 'eu-west-1_Abc',
  username: 'ada',
  sub: 'sub-of-ada',
  active: true,
  createdAt: '2026-03-04T05:06:07.000Z',
};

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** The store with the SDK's real client, and an endpoint that records calls and has scripted answers. */
async function setUp(answer: ScriptedAnswer) {
  const seen: SeenCall[] = [];
  const server = createServer(async (request, response) => {
    seen.push({ target: String(request.headers['x-amz-target']), body: await readJson(request) });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  cleanups.push(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { seen, store: dynamodbPersonStore(client, 'user') };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function cancelled(...codes: string[]): ScriptedAnswer {
  return {
    status: 400,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
      CancellationReasons: codes.map((Code) => ({ Code })),
    },
  };
}

describe('storing', () => {
  test('is one transaction of guard and record, each only if absent', async () => {
    const { seen, store } = await setUp({ status: 200, body: {} });
    await expect(store.insertPerson({ ...ADA, email: 'ada@example.com' })).resolves.toBe('stored');
    expect(seen).toHaveLength(1);
    expect(seen[0]?.target).toBe('DynamoDB_20120810.TransactWriteItems');
    const absent = {
      TableName: 'user',
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': 'authentication' },
    };
    expect(seen[0]?.body['TransactItems']).toEqual([
      {
        Put: {
          ...absent,
          Item: {
            authentication: { S: 'person#eu-west-1_Abc#ada' },
            credential: { S: ADA.authentication },
            createdAt: { S: ADA.createdAt },
          },
        },
      },
      {
        Put: {
          ...absent,
          Item: {
            authentication: { S: ADA.authentication },
            userPoolId: { S: 'eu-west-1_Abc' },
            username: { S: 'ada' },
            sub: { S: 'sub-of-ada' },
            email: { S: 'ada@example.com' },
            active: { BOOL: true },
            createdAt: { S: ADA.createdAt },
          },
        },
      },
    ]);
  });

  test('omits a missing e-mail address', async () => {
    const { seen, store } = await setUp({ status: 200, body: {} });
    await store.insertPerson({ ...ADA, email: undefined });
    expect(JSON.stringify(seen)).not.toContain('email');
  });

  test.each([
    [['ConditionalCheckFailed', 'None'], 'exists'],
    [['ConditionalCheckFailed', 'ConditionalCheckFailed'], 'exists'],
    [['None', 'ConditionalCheckFailed'], 'contended'],
    [['TransactionConflict', 'None'], 'contended'],
    [['None', 'TransactionConflict'], 'contended'],
    [['ThrottlingError', 'None'], 'contended'],
    [['ProvisionedThroughputExceeded', 'None'], 'contended'],
  ])('cancelled for %j is %s', async (codes, outcome) => {
    const { store } = await setUp(cancelled(...codes));
    await expect(store.insertPerson(ADA)).resolves.toBe(outcome);
  });

  test('cancelled for a permanent reason is an error', async () => {
    const { store } = await setUp(cancelled('None', 'ItemCollectionSizeLimitExceeded'));
    await expect(store.insertPerson(ADA)).rejects.toThrow('Transaction cancelled');
  });

  test('a missing table is an error', async () => {
    const { store } = await setUp({
      status: 400,
      body: {
        __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
        message: 'Requested resource not found',
      },
    });
    await expect(store.insertPerson(ADA)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('reading', () => {
  test('reads an identity consistently, by key, and only what is used', async () => {
    const Item = { username: { S: 'ada' }, sub: { S: 'sub-of-ada' }, active: { BOOL: true } };
    const { seen, store } = await setUp({ status: 200, body: { Item } });
    await expect(store.findIdentity('YWRhOnNlY3JldA==')).resolves.toEqual({
      username: 'ada',
      email: undefined,
      sub: 'sub-of-ada',
      active: true,
      expiresAt: undefined,
      lastUsedAt: undefined,
    });
    expect(seen).toEqual([
      {
        target: 'DynamoDB_20120810.GetItem',
        body: {
          TableName: 'user',
          Key: { authentication: { S: 'YWRhOnNlY3JldA==' } },
          ConsistentRead: true,
          ProjectionExpression: '#a0, #a1, #a2, #a3, #a4, #a5',
          ExpressionAttributeNames: {
            '#a0': 'username',
            '#a1': 'email',
            '#a2': 'sub',
            '#a3': 'active',
            '#a4': 'expiresAt',
            '#a5': 'lastUsedAt',
          },
        },
      },
    ]);
  });

  test('finds nothing, or an item of another shape', async () => {
    await expect((await setUp({ status: 200, body: {} })).store.findIdentity('x')).resolves.toBeUndefined();
    const odd = { Item: { username: { N: '7' }, active: { S: 'true' }, expiresAt: { N: '9' } } };
    const { store } = await setUp({ status: 200, body: odd });
    const identity = await store.findIdentity('x');
    expect(identity?.username).toBeUndefined();
    expect(identity?.active).toBeUndefined();
    expect(identity?.expiresAt).toBe('');
  });

  test('reads consistently whether a person has a guard', async () => {
    const guard = { authentication: { S: 'person#eu-west-1_Abc#ada' } };
    const { seen, store } = await setUp({ status: 200, body: { Item: guard } });
    await expect(store.hasGuard('eu-west-1_Abc', 'ada')).resolves.toBe(true);
    const nothing = await setUp({ status: 200, body: {} });
    await expect(nothing.store.hasGuard('eu-west-1_Abc', 'ada')).resolves.toBe(false);
    expect(seen[0]?.body).toMatchObject({
      Key: { authentication: { S: 'person#eu-west-1_Abc#ada' } },
      ConsistentRead: true,
    });
  });
});
