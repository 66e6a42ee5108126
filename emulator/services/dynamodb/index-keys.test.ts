import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fixture, start } from './testing/fixture.ts';

const fixture: Fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

const TableName = 'parcels';
const Key = { id: { S: 'one' } };
const KEYS = [
  { AttributeName: 'city', KeyType: 'HASH' as const },
  { AttributeName: 'day', KeyType: 'RANGE' as const },
];
beforeAll(async () => {
  const Projection = { ProjectionType: 'KEYS_ONLY' as const };
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'city', AttributeType: 'S' },
        { AttributeName: 'day', AttributeType: 'S' },
        { AttributeName: 'rank', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'by-city', KeySchema: KEYS, Projection },
        { IndexName: 'by-rank', KeySchema: [{ AttributeName: 'rank', KeyType: 'HASH' }], Projection },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

const EMPTY = 'The AttributeValue for a key attribute cannot contain an empty string value.';
const TOO_LONG =
  'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes';
const RANGE_TOO_LONG =
  'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes';

test.each([
  [
    'city',
    '',
    `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${EMPTY} IndexName: by-city, IndexKey: city`,
  ],
  ['city', 'ü'.repeat(1025), TOO_LONG],
  ['day', 'ü'.repeat(513), RANGE_TOO_LONG],
])('refuses to put an item whose %s no index can hold', async (name, value, message) => {
  const put = new PutItemCommand({ TableName, Item: { ...Key, [name]: { S: value } } });
  await expect(client.send(put)).rejects.toMatchObject({ name: 'ValidationException', message });
});

test.each([
  [
    'city',
    '',
    `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${EMPTY}`,
  ],
  ['city', 'ü'.repeat(1025), TOO_LONG],
  ['day', 'ü'.repeat(513), RANGE_TOO_LONG],
])('refuses to update the %s of an item to what no index can hold', async (name, value, message) => {
  const update = new UpdateItemCommand({
    TableName,
    Key,
    UpdateExpression: 'SET #n = :v',
    ExpressionAttributeNames: { '#n': name },
    ExpressionAttributeValues: { ':v': { S: value } },
  });
  await expect(client.send(update)).rejects.toMatchObject({ name: 'ValidationException', message });
});

test('holds keys of exactly 2048 and 1024 bytes', async () => {
  const Item = { ...Key, city: { S: 'ü'.repeat(1024) }, day: { S: 'ü'.repeat(512) } };
  await client.send(new PutItemCommand({ TableName, Item }));
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Item);
});

const mismatch = (key: string, expected: string, actual: string, index: string) =>
  `One or more parameter values were invalid: Type mismatch for Index Key ${key} Expected: ${expected} Actual: ${actual} IndexName: ${index}`;

test.each([
  ['SET #rank = :s, city = :n', mismatch('city', 'S', 'N', 'by-city')],
  ['ADD city :n', mismatch('city', 'S', 'N', 'by-city')],
  ['SET city = id + :n', mismatch('city', 'S', 'N', 'by-city')],
  ['SET #rank = list_append(id, id)', mismatch('rank', 'N', 'L', 'by-rank')],
  ['SET city = if_not_exists(id, :n)', mismatch('city', 'S', 'N', 'by-city')],
  [
    'SET twin = city[1]',
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: city",
  ],
])(
  'refuses an update by the types it gives the keys of indexes, whatever is stored: %s',
  async (UpdateExpression, message) => {
    const values = { ':s': { S: 'x' }, ':n': { N: '1' } };
    const update = new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression,
      ...(UpdateExpression.includes('#rank') && { ExpressionAttributeNames: { '#rank': 'rank' } }),
      ExpressionAttributeValues: UpdateExpression.includes(':')
        ? Object.fromEntries(Object.entries(values).filter(([name]) => UpdateExpression.includes(name)))
        : undefined,
    });
    await expect(client.send(update)).rejects.toMatchObject({ name: 'ValidationException', message });
  },
);

test('refuses AttributeUpdates in the order of the indexes', async () => {
  const update = new UpdateItemCommand({
    TableName,
    Key,
    AttributeUpdates: { rank: { Value: { S: 'x' } }, day: { Value: { N: '1' } } },
  });
  await expect(client.send(update)).rejects.toMatchObject({ message: mismatch('day', 'S', 'N', 'by-city') });
});
