import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import aws4 from 'aws4';
import { type Engine, startEngine } from '../../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../iam/testing/account.ts';
import { namedAttributes } from './named-attributes.ts';

let engine: Engine;
const clients: DynamoDBClient[] = [];
beforeAll(async () => {
  engine = await startEngine();
  const root = new DynamoDBClient(clientOptions(engine));
  clients.push(root);
  await root.send(
    new CreateTableCommand({
      TableName: 'scores',
      KeySchema: [
        { AttributeName: 'user', KeyType: 'HASH' },
        { AttributeName: 'game', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['user', 'game'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-game',
          KeySchema: [{ AttributeName: 'game', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'app', Value: 'games' }],
    }),
  );
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await engine[Symbol.asyncDispose]();
});

/** A client as a role that may do everything with DynamoDB under this condition. */
async function under(role: string, Condition: object): Promise<DynamoDBClient> {
  await makeRole(engine, role, allows('dynamodb:*', '*', { Condition }));
  const client = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, role)));
  clients.push(client);
  return client;
}

/** `allowed`, or the error's name. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'allowed',
    (error: Error) => error.name,
  );
}

const TableName = 'scores';
const key = (user: string, game = 'chess') => ({ user: { S: user }, game: { S: game } });
const REFUSED = 'AccessDeniedException';

/** Every call that names items, about the items of one user. */
const CALLS: Record<string, (client: DynamoDBClient, user: string) => Promise<unknown>> = {
  get: (client, user) => client.send(new GetItemCommand({ TableName, Key: key(user) })),
  put: (client, user) => client.send(new PutItemCommand({ TableName, Item: key(user) })),
  update: (client, user) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key(user),
        UpdateExpression: 'SET score = :s',
        ExpressionAttributeValues: { ':s': { N: '1' } },
      }),
    ),
  delete: (client, user) => client.send(new DeleteItemCommand({ TableName, Key: key(user) })),
  query: (client, user) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#u = :u AND begins_with(game, :g)',
        ExpressionAttributeNames: { '#u': 'user' },
        ExpressionAttributeValues: { ':u': { S: user }, ':g': { S: 'c' } },
      }),
    ),
  'batch get': (client, user) =>
    client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('ada'), key(user, 'go')] } } }),
    ),
  'batch write': (client, user) =>
    client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: [{ PutRequest: { Item: key('ada') } }, { DeleteRequest: { Key: key(user, 'go') } }],
        },
      }),
    ),
  'transact get': (client, user) =>
    client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key(user) } }] })),
  'transact write': (client, user) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key(user) } }] })),
};

test('rejects a caller who may reach one partition key for items of others, in every call', async () => {
  const client = await under('own', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ada'] } });
  for (const [name, call] of Object.entries(CALLS)) {
    expect([name, await outcome(call(client, 'ada'))]).toEqual([name, 'allowed']);
    expect([name, await outcome(call(client, 'bob'))]).toEqual([name, REFUSED]);
  }
  // A scan names none, so ForAllValues holds: the guide says to leave Scan out of such policies.
  expect(await outcome(client.send(new ScanCommand({ TableName })))).toBe('allowed');
});

test('checks the index’s own partition key in a query of an index', async () => {
  const client = await under('game', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['chess'] } });
  const query = (game: string) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-game',
        KeyConditionExpression: ':g = game',
        ExpressionAttributeValues: { ':g': { S: game } },
      }),
    );
  expect([await outcome(query('chess')), await outcome(query('go'))]).toEqual(['allowed', REFUSED]);
});

test('rejects a caller who may see some attributes unless they ask for these only', async () => {
  const client = await under('some', {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['user', 'game', 'score'] },
    StringEqualsIfExists: {
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
      'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
    },
  });
  const get = (more: object) => client.send(new GetItemCommand({ TableName, Key: key('ada'), ...more }));
  const update = (more: object) =>
    client.send(
      new UpdateItemCommand({ TableName, Key: key('ada'), UpdateExpression: 'REMOVE score', ...more }),
    );
  expect(await outcome(get({ ProjectionExpression: 'score' }))).toBe('allowed');
  expect(await outcome(get({ ProjectionExpression: 'score, secret' }))).toBe(REFUSED);
  expect(await outcome(get({}))).toBe(REFUSED);
  expect(await outcome(update({ ReturnValues: 'UPDATED_NEW' }))).toBe('allowed');
  expect(await outcome(update({ ReturnValues: 'ALL_NEW' }))).toBe(REFUSED);
  expect(
    await outcome(
      update({ ConditionExpression: 'attribute_exists(#s.a)', ExpressionAttributeNames: { '#s': 'secret' } }),
    ),
  ).toBe(REFUSED);
});

test('lets policies use a table’s tags, and the transaction around a call', async () => {
  const tagged = await under('tagged', { StringEquals: { 'aws:ResourceTag/app': 'games' } });
  expect(await outcome(CALLS['get']?.(tagged, 'ada') ?? Promise.reject())).toBe('allowed');
  expect(await outcome(tagged.send(new ScanCommand({ TableName: 'other' })))).toBe(REFUSED);
  const together = await under('together', {
    StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
  });
  expect(await outcome(CALLS['put']?.(together, 'ada') ?? Promise.reject())).toBe(REFUSED);
  expect(await outcome(CALLS['transact write']?.(together, 'ada') ?? Promise.reject())).toBe('allowed');
});

test.each<[object, string[]]>([
  [{ ProjectionExpression: 'a, b.c, d[0].e, #f, #g.#h' }, ['a', 'b', 'd', 'F', '#g']],
  [
    { UpdateExpression: 'SET a = if_not_exists(b, :v) + :c, d[1] = list_append(e, :f) REMOVE g' },
    ['a', 'b', 'd', 'e', 'g'],
  ],
  [{ FilterExpression: 'a BETWEEN :a AND :b OR NOT contains (c, :d) AND size(e) > :f' }, ['a', 'c', 'e']],
  [{ ConditionExpression: 'a IN (:x, b) and attribute_type(c, :t)' }, ['a', 'b', 'c']],
  [{ Item: { a: {} }, Expected: { b: {} }, AttributesToGet: ['c'] }, ['a', 'b', 'c']],
  [{ Item: null, Key: 1, AttributesToGet: 'x', UpdateExpression: {} }, []],
])('collects the attributes that a request names: %j', (input, names) => {
  expect(namedAttributes({ ...input, ExpressionAttributeNames: { '#f': 'F' } })).toEqual(names);
});

test.each(['null', '[]', '"x"', '{"RequestItems":{"scores":{"Keys":"x"}}}', '{"RequestItems":[1]}'])(
  'rejects a malformed request, and does not fail inside: %s',
  async (body) => {
    const role = `odd${body.length}`;
    await makeRole(
      engine,
      role,
      allows('dynamodb:*', '*', { Condition: { Null: { 'dynamodb:LeadingKeys': 'true' } } }),
    );
    const signed = aws4.sign(
      {
        host: new URL(engine.endpoint).host,
        path: '/',
        service: 'dynamodb',
        region: 'us-east-1',
        headers: {
          'X-Amz-Target': 'DynamoDB_20120810.BatchGetItem',
          'Content-Type': 'application/x-amz-json-1.0',
        },
        body,
      },
      await sessionOf(engine, role),
    );
    const { host: _host, ...headers } = Object.fromEntries(
      Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    const response = await fetch(engine.endpoint, { method: 'POST', headers, body });
    const { __type } = (await response.json()) as { __type: string };
    expect(__type).toMatch(/#(Serialization|Validation|AccessDenied)Exception$/);
  },
);
