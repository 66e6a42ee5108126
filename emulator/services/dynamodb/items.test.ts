import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { type Fixture, start } from './testing/fixture.ts';

const fixture: Fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());
const TableName = 'letters';
beforeEach(async () => {
  await fetch(`${fixture.engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'to', KeyType: 'HASH' },
        { AttributeName: 'number', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'to', AttributeType: 'S' },
        { AttributeName: 'number', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

const key = (to: string, number: number) => ({ to: { S: to }, number: { N: String(number) } });
const put = (to: string, number: number, more: object = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { ...key(to, number), ...more } }));
const get = (to: string, number: number) =>
  client.send(new GetItemCommand({ TableName, Key: key(to, number), ConsistentRead: true }));

test('puts, gets, updates and deletes an item with binary values', async () => {
  const more = { b: { B: new Uint8Array([0, 1, 255]) }, m: { M: { x: { BOOL: true } } }, n: { N: '7' } };
  await put('ada', 1, more);
  expect((await get('ada', 1)).Item).toEqual({ ...key('ada', 1), ...more });
  const updated = await client.send(
    new UpdateItemCommand({
      TableName,
      Key: key('ada', 1),
      UpdateExpression: 'SET n = n + :one REMOVE m',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(updated.Attributes).toEqual({ ...key('ada', 1), b: more.b, n: { N: '8' } });
  await client.send(new DeleteItemCommand({ TableName, Key: key('ada', 1) }));
  expect((await get('ada', 1)).Item).toBeUndefined();
});

test('the document client sees plain values', async () => {
  const documents = DynamoDBDocumentClient.from(client);
  const Item = { to: 'ada', number: 1, tags: new Set(['x']), deep: { list: [1, null, 'two'] } };
  await documents.send(new PutCommand({ TableName, Item }));
  expect((await documents.send(new GetCommand({ TableName, Key: { to: 'ada', number: 1 } }))).Item).toEqual(
    Item,
  );
});

test('queries a range in order, page by page, in both directions', async () => {
  for (const number of [10, -3, 2]) await put('ada', number);
  await put('bob', 1);
  const query = (more: object) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#to = :to AND #number >= :low',
        ExpressionAttributeNames: { '#to': 'to', '#number': 'number' },
        ExpressionAttributeValues: { ':to': { S: 'ada' }, ':low': { N: '-3' } },
        ...more,
      }),
    );
  const numbers = (items: Record<string, { N?: string }>[] = []) => items.map((item) => item['number']?.N);
  const first = await query({ Limit: 2 });
  expect(numbers(first.Items)).toEqual(['-3', '2']);
  const second = await query({ ExclusiveStartKey: first.LastEvaluatedKey });
  expect(numbers(second.Items)).toEqual(['10']);
  expect(second.LastEvaluatedKey).toBeUndefined();
  expect(numbers((await query({ ScanIndexForward: false })).Items)).toEqual(['10', '2', '-3']);
});

test('writes and reads batches, and scans every item', async () => {
  const numbers = Array.from({ length: 25 }, (_, index) => index);
  const requests = numbers.map((number) => ({ PutRequest: { Item: key('ada', number) } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  const Keys = [key('ada', 3), key('nobody', 1)];
  const { Responses } = await client.send(
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }),
  );
  expect(Responses?.[TableName]).toEqual([key('ada', 3)]);
  expect((await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Count).toBe(25);
});

test('lets one of many simultaneous conditional puts win, and shows the others the present item', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { ...key('ada', 1), by: { N: String(index) } },
          ConditionExpression: 'attribute_not_exists(#to)',
          ExpressionAttributeNames: { '#to': 'to' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    ),
  );
  const { Item } = await get('ada', 1);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({
        name: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
        Item,
      });
    }
  }
});

test('sends DynamoDB’s error texts, with its namespaces and a checksum', async () => {
  const raw = async (command: GetItemCommand) => {
    const error = (await client.send(command).catch((thrown: unknown) => thrown)) as {
      $response: { headers: Record<string, string> };
      __type: string;
      message: string;
    };
    return [error.__type, error.message, error.$response.headers['x-amz-crc32']];
  };
  const Key = key('ada', 1);
  expect(await raw(new GetItemCommand({ TableName: 'nobody', Key }))).toEqual([
    'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
    'Requested resource not found',
    expect.stringMatching(/^\d+$/),
  ]);
  expect(await raw(new GetItemCommand({ TableName, Key: { to: { S: 'ada' } } }))).toEqual([
    'com.amazon.coral.validate#ValidationException',
    'The provided key element does not match the schema',
    expect.stringMatching(/^\d+$/),
  ]);
  expect(await raw(new GetItemCommand({ TableName, Key, ConsistentRead: 7 as unknown as boolean }))).toEqual([
    'com.amazon.coral.service#SerializationException',
    'NUMBER_VALUE cannot be converted to Boolean',
    expect.stringMatching(/^\d+$/),
  ]);
});

test.each([
  ['n BETWEEN low AND high', true],
  ['n BETWEEN low AND txt', false],
  ['n BETWEEN low AND nothing', false],
  ['nothing BETWEEN low AND nowhere', false],
  ['n IN (nothing, high)', false],
  ['same IN (nothing, n)', true],
  ['begins_with(txt, beginning)', true],
  ['begins_with(nothing, nowhere)', false],
  ['begins_with(flag, sign)', false],
  ['NOT begins_with(flag, sign)', true],
])('decides a condition on a missing attribute or another type: %s', async (condition, met) => {
  const numbers = { low: { N: '1' }, n: { N: '5' }, same: { N: '5' }, high: { N: '9' } };
  await put('ada', 1, {
    ...numbers,
    txt: { S: 'xyz' },
    beginning: { S: 'x' },
    flag: { BOOL: true },
    sign: { BOOL: true },
  });
  const { Count } = await client.send(new ScanCommand({ TableName, FilterExpression: condition }));
  expect(Count).toBe(met ? 1 : 0);
});

test.each([
  { RequestItems: { [TableName]: null } },
  { RequestItems: { [TableName]: { Keys: null } } },
  { RequestItems: { [TableName]: { Keys: [null] } } },
  { RequestItems: null },
])('rejects null where a structure belongs, with any error (AWS was not asked): %j', async (body) => {
  const command = new BatchGetItemCommand({ RequestItems: {} });
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      request.body = JSON.stringify(body);
      request.headers['content-length'] = String(request.body.length);
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  await expect(client.send(command)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
});
