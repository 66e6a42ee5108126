import { BatchGetItemCommand, CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from '@jest/globals';
import { type Fixture, start } from './testing/fixture.ts';

const fixture: Fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

test('reads up to 16 MB at once, and returns the remaining keys with what was asked of them', async () => {
  const TableName = 'large';
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const Keys = Array.from({ length: 45 }, (_, id) => ({ id: { N: String(id) } }));
  const text = { S: 'x'.repeat(390 * 1024) };
  for (const Key of Keys) await client.send(new PutItemCommand({ TableName, Item: { ...Key, text } }));
  const all = {
    Keys,
    ConsistentRead: true,
    ProjectionExpression: '#t',
    ExpressionAttributeNames: { '#t': 'text' },
  };
  const first = await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: all } }));
  // 42 texts of 390 KB fit into 16 MB.
  expect(first.Responses?.[TableName]).toHaveLength(42);
  expect(first.UnprocessedKeys).toEqual({ [TableName]: { ...all, Keys: Keys.slice(42) } });
  const rest = await client.send(new BatchGetItemCommand({ RequestItems: first.UnprocessedKeys }));
  expect(rest.Responses?.[TableName]).toHaveLength(3);
  expect(rest.UnprocessedKeys).toEqual({});
});
