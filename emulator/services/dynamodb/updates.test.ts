import {
  type AttributeValue,
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fixture, start } from './testing/fixture.ts';

const fixture: Fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

const TableName = 'things';
const Key = { id: { S: 'one' } };
beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

type Values = Record<string, AttributeValue>;
const numbers = (...all: number[]): AttributeValue => ({ L: all.map((n) => ({ N: String(n) })) });

async function afterUpdate(item: Values, UpdateExpression: string, values?: Values): Promise<Values> {
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, ...item } }));
  await client.send(
    new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues: values }),
  );
  const { Item = {} } = await client.send(new GetItemCommand({ TableName, Key }));
  const { id: _, ...rest } = Item;
  return rest;
}

test('removes the elements of a list that were named, although each removal moves the rest', async () => {
  expect(await afterUpdate({ l: numbers(0, 1, 2, 3) }, 'REMOVE l[1], l[2]')).toEqual({ l: numbers(0, 3) });
});

test('copies a map as it was before the update', async () => {
  const before = { b: { M: { x: { N: '1' } } } };
  expect(await afterUpdate(before, 'SET c = b, b.x = :v', { ':v': { N: '2' } })).toEqual({
    b: { M: { x: { N: '2' } } },
    c: { M: { x: { N: '1' } } },
  });
});

test('swaps two attributes', async () => {
  const swapped = await afterUpdate({ a: { N: '1' }, b: { N: '2' } }, 'SET a = b, b = a');
  expect(swapped).toEqual({ a: { N: '2' }, b: { N: '1' } });
});

test('sets, removes and appends to a list by its old positions', async () => {
  const values = { ':v': { N: '9' }, ':w': { N: '8' }, ':x': { N: '7' } };
  const expression = 'SET l[2] = :v, l[9] = :w, l[7] = :x REMOVE l[0]';
  expect(await afterUpdate({ l: numbers(0, 1, 2) }, expression, values)).toEqual({ l: numbers(1, 9, 7, 8) });
});

const stored = { M: { a: { N: '1.50' }, b: { L: [{ NS: ['1', '2'] }] } } };
const same = { M: { b: { L: [{ NS: ['2.0', '1'] }] }, a: { N: '15e-1' } } };

test.each(['m = :m', 'NOT m <> :m', 'm IN (:m)', 'contains(l, :m)', 'm = n'])(
  'treats maps as equal in any order of names and notation of numbers: %s',
  async (ConditionExpression) => {
    const twin = { M: { b: { L: [{ NS: ['2', '1'] }] }, a: { N: '1.5' } } };
    const Item = { ...Key, m: stored, n: twin, l: { L: [stored] } };
    await client.send(new PutItemCommand({ TableName, Item }));
    const ExpressionAttributeValues = ConditionExpression.includes(':m') ? { ':m': same } : undefined;
    await client.send(
      new PutItemCommand({ TableName, Item, ConditionExpression, ExpressionAttributeValues }),
    );
    const { Count, Items } = await client.send(
      new ScanCommand({
        TableName,
        FilterExpression: ConditionExpression,
        ExpressionAttributeValues,
        ProjectionExpression: 'id',
      }),
    );
    expect({ Count, Items }).toEqual({ Count: 1, Items: [Key] });
  },
);

test('treats maps as different if a value in them differs', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, m: stored } }));
  const other = { M: { ...same.M, a: { N: '1.51' } } };
  const put = new PutItemCommand({
    TableName,
    Item: Key,
    ConditionExpression: 'm = :m',
    ExpressionAttributeValues: { ':m': other },
  });
  await expect(client.send(put)).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
  });
  const asked = {
    TableName,
    KeyConditionExpression: 'id = :id',
    FilterExpression: 'm = :m',
    ExpressionAttributeValues: { ':id': Key.id, ':m': other },
  };
  const counted = await client.send(new QueryCommand({ ...asked, Select: 'COUNT' }));
  expect(counted).toMatchObject({ Count: 0, ScannedCount: 1 });
  expect(counted.Items).toBeUndefined();
});

test('compares maps of Expected the same way', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, m: stored } }));
  await client.send(new PutItemCommand({ TableName, Item: Key, Expected: { m: { Value: same } } }));
});
