import {
  BatchWriteItemCommand,
  CreateTableCommand,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from '../testing/fixture.ts';

const fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

const TableName = 'counters';
const key = (id: string) => ({ id: { S: id } });

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'kind', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [
            { AttributeName: 'kind', KeyType: 'HASH' },
            { AttributeName: 'n', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

async function numberOf(id: string): Promise<number> {
  const read = new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true });
  return Number((await client.send(read)).Item?.['n']?.N);
}

/** The numbers that an index holds of a kind, in its order. */
async function indexed(kind: string): Promise<number[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-kind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: kind } },
    }),
  );
  return Items.map(({ n }) => Number(n?.N));
}

const add = (id: string, by: number, kind = 'counter') => ({
  TableName,
  Key: key(id),
  UpdateExpression: 'SET kind = :k ADD n :by',
  ExpressionAttributeValues: { ':k': { S: kind }, ':by': { N: String(by) } },
});

test('counts every one of a hundred simultaneous additions, and leaves one entry in the index', async () => {
  await Promise.all(Array.from({ length: 100 }, () => client.send(new UpdateItemCommand(add('sum', 1)))));
  expect(await numberOf('sum')).toBe(100);
  expect(await indexed('counter')).toEqual([100]);
});

test('moves amounts between items by transactions without losing any, beside writes of the same items', async () => {
  const ids = ['a', 'b', 'c'];
  const put = ids.map((id) => ({
    PutRequest: { Item: { ...key(id), kind: { S: 'account' }, n: { N: '1000' } } },
  }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: put } }));
  let added = 0;
  const outcomes = await Promise.all(
    Array.from({ length: 120 }, async (_, index) => {
      const [from = '', to = ''] = [ids[index % 3], ids[(index + 1) % 3]];
      try {
        if (index % 4 === 0) {
          await client.send(new UpdateItemCommand(add(from, 1, 'account')));
          added += 1;
        } else
          await client.send(
            new TransactWriteItemsCommand({
              TransactItems: [
                { Update: add(from, -index, 'account') },
                { Update: add(to, index, 'account') },
              ],
            }),
          );
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    }),
  );
  for (const outcome of outcomes)
    expect(['done', 'TransactionCanceledException', 'TransactionConflictException']).toContain(outcome);
  const numbers = await Promise.all(ids.map(numberOf));
  expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(3000 + added);
  expect(await indexed('account')).toEqual(numbers.sort((a, b) => a - b));
});
