import {
  CreateTableCommand,
  ScanCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { start } from '../testing/fixture.ts';

const fixture = await start();
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

test.each<[string, () => TransactWriteItem[], string]>([
  [
    'two operations on one item',
    () => [put('a'), put('a')],
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    'two kinds in one action',
    () => [{ ...put('a'), Delete: { TableName, Key: key('b') } }],
    'TransactItems can only contain one of Check, Put, Update or Delete',
  ],
  [
    'an action without a kind (text is a guess)',
    () => [{}],
    'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
  ],
  [
    'an empty key',
    () => [put('a'), { Delete: { TableName, Key: key('') } }],
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
  ],
  [
    'a value that no expression uses',
    () => [put('a', { ...guarded, ExpressionAttributeValues: { ':v': { S: 'x' } } })],
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
  ],
  [
    'a condition check without a condition',
    () => [{ ConditionCheck: { TableName, Key: key('a'), ConditionExpression: undefined } }],
    "1 validation error detected: Value null at 'transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
  ],
  [
    'more than 4 MB (text is a guess)',
    () =>
      Array.from({ length: 11 }, (_, index) => ({
        Put: { TableName, Item: { ...key(`${index}`), pad: { S: 'x'.repeat(390 * 1024) } } },
      })),
    'Transaction item size has exceeded the 4 MB limit',
  ],
])('rejects %s as a whole', async (_name, items, message) => {
  await expect(write(items())).rejects.toMatchObject({ name: 'ValidationException', message });
  expect(await ids()).toEqual([]);
});

test.each<[string, () => TransactWriteItem, string]>([
  [
    'a key of another type',
    () => ({ Delete: { TableName, Key: { id: { N: '5' } } } }),
    'The provided key element does not match the schema',
  ],
  [
    'an item whose key is of another type',
    () => ({ Put: { TableName, Item: { id: { N: '5' } } } }),
    'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
  ],
  [
    'an update of an attribute that is not there',
    () => ({ Update: { TableName, Key: key('b'), UpdateExpression: 'SET x = y' } }),
    'The provided expression refers to an attribute that does not exist in the item',
  ],
])('%s cancels the transaction', async (_name, item, Message) => {
  await expect(write([put('a'), item()])).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError', Message }],
  });
  expect(await ids()).toEqual([]);
});

test('names an unknown table', async () => {
  const nowhere = { Put: { TableName: 'nowhere', Item: key('a') } };
  await expect(write([put('a'), nowhere])).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
});

test('rejects more than a hundred actions, and none', async () => {
  const many = Array.from({ length: 101 }, (_, index) => put(`${index}`));
  await expect(write(many)).rejects.toThrow(
    "at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100",
  );
  await expect(write([])).rejects.toThrow('Member must have length greater than or equal to 1');
});
