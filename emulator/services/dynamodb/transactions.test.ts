import {
  type AttributeValue,
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { TestClock } from '../../store/clock.ts';
import { start } from './testing/fixture.ts';

const clock = new TestClock(Date.now());
const fixture = await start({ clock });
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

let TableName = '';
let tables = 0;
beforeEach(async () => {
  tables += 1;
  TableName = `table-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'kind', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

const key = (id: string) => ({ id: { S: id } });
const put = (id: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName, Item: { ...key(id), kind: { S: 'k' } }, ...more },
});
const guarded = { ConditionExpression: 'attribute_not_exists(id)' };
const write = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));

async function ids(): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  return Items.map((item) => item['id']?.S ?? '').sort();
}

test('puts, updates and deletes together, indexes included', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { ...key('old'), n: { N: '1' } } }));
  await client.send(new PutItemCommand({ TableName, Item: key('gone') }));
  await write([
    put('new', guarded),
    {
      Update: {
        TableName,
        Key: key('old'),
        UpdateExpression: 'SET n = n + :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    },
    { Delete: { TableName, Key: key('gone') } },
  ]);
  expect(await ids()).toEqual(['new', 'old']);
  expect((await client.send(new GetItemCommand({ TableName, Key: key('old') }))).Item?.['n']).toEqual({
    N: '2',
  });
  const indexed = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-kind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'k' } },
    }),
  );
  expect(indexed.Items?.map((item) => item['id']?.S)).toEqual(['new']);
});

test('writes nothing if one condition fails, and gives each action its reason', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { ...key('taken'), owner: { S: 'ada' } } }));
  await expect(
    write([
      put('a'),
      put('taken', { ...guarded, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      { ConditionCheck: { TableName, Key: key('nobody'), ConditionExpression: 'attribute_exists(id)' } },
    ]),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]',
    CancellationReasons: [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { id: { S: 'taken' }, owner: { S: 'ada' } },
      },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ],
  });
  expect(await ids()).toEqual(['taken']);
});

test('writes nothing for a condition check that holds', async () => {
  await client.send(new PutItemCommand({ TableName, Item: key('there') }));
  await write([
    put('a'),
    { ConditionCheck: { TableName, Key: key('there'), ConditionExpression: 'attribute_exists(id)' } },
  ]);
  expect(await ids()).toEqual(['a', 'there']);
});

test('consumes twice the capacity of single writes and reads, indexes included (whether these count twice is a guess)', async () => {
  const written = await client.send(
    new TransactWriteItemsCommand({ TransactItems: [put('a'), put('b')], ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(written.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 8, WriteCapacityUnits: 8 }]);
  const read = await client.send(
    new TransactGetItemsCommand({
      TransactItems: ['a', 'nobody'].map((id) => ({ Get: { TableName, Key: key(id) } })),
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(read.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }]);
});

test('lets one of fifty simultaneous transactions with one guard win, and tells the others why', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      write([put('guard', guarded), put(`credential-${index}`, guarded)]),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({
        CancellationReasons: [
          { Code: expect.stringMatching(/^(ConditionalCheckFailed|TransactionConflict)$/) },
          { Code: 'None' },
        ],
      });
    }
  }
  expect(await ids()).toEqual([expect.stringMatching(/^credential-/), 'guard']);
});

test('runs a request with a token once in ten minutes, and rejects another request with it', async () => {
  await write([put('a', guarded)], 'token');
  await write([put('a', guarded)], 'token');
  await expect(write([put('b', guarded)], 'token')).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  });
  clock.advance(10 * 60 * 1000);
  // The client signs with the system's time, which the engine's clock has left behind only within the allowed skew.
  await expect(write([put('a', guarded)], 'token')).rejects.toMatchObject({
    name: 'TransactionCanceledException',
  });
});

test('takes a request with its members in another order for the same', async () => {
  const put = (Item: Record<string, AttributeValue>) => write([{ Put: { TableName, Item } }], 'ordered');
  const [id, map] = [{ S: 'a' }, { M: { x: { N: '1' }, y: { L: [{ N: '1' }, { N: '2' }] } } }];
  await put({ id, map });
  await put({ map: { M: { y: { L: [{ N: '1' }, { N: '2' }] }, x: { N: '1' } } }, id });
  await expect(
    put({ id, map: { M: { x: { N: '1' }, y: { L: [{ N: '2' }, { N: '1' }] } } } }),
  ).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
});

test('reads items together, in their order, with an empty answer for a missing one', async () => {
  await write([put('a'), put('b')]);
  const { Responses } = await client.send(
    new TransactGetItemsCommand({
      TransactItems: ['b', 'nobody', 'a'].map((id) => ({
        Get: { TableName, Key: key(id), ProjectionExpression: 'id' },
      })),
    }),
  );
  expect(Responses).toEqual([{ Item: key('b') }, {}, { Item: key('a') }]);
});
