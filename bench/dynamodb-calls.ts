import type { Pool } from 'undici';
import { type JsonService, type SignedCall, send, signed } from './signed-call.ts';

export const DYNAMODB: JsonService = { name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' };

/** Calls of one kind, on different items, to be sent in turn. */
export interface CallKind {
  readonly name: string;
  readonly calls: readonly SignedCall[];
  /** How many of them are sent in one round. */
  readonly round: number;
}

/** How many items each kind of call goes about; more than callers, so that no two are about the same item at once. */
const ITEMS = 200;

const TEXT = 'x'.repeat(200);

/** Makes a table of its own in an engine, fills it, and signs the calls that are measured. */
export async function dynamoDbCalls(pool: Pool, host: string): Promise<CallKind[]> {
  const call = (operation: string, input: object) => signed(host, DYNAMODB, operation, input);
  for (const TableName of ['small', 'large'])
    await send(
      pool,
      call('CreateTable', {
        TableName,
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 's', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'p', AttributeType: 'S' },
          { AttributeName: 's', AttributeType: 'N' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  const put = async (TableName: string, item: object) =>
    void (await send(pool, call('PutItem', { TableName, Item: item })));
  for (let index = 0; index < ITEMS; index += 1) await put('small', itemOf(`one-${index}`, 0));
  for (let index = 0; index < 100; index += 1) await put('small', itemOf('many', index));
  for (let index = 0; index < 1200; index += 1)
    await put('large', { ...itemOf(`${index}`, 0), more: { S: TEXT.repeat(3) } });
  const each = (operation: string, inputOf: (index: number) => object) =>
    Array.from({ length: ITEMS }, (_, index) => call(operation, inputOf(index)));
  const key = (index: number) => keyOf(`one-${index}`, 0);
  const update = {
    TableName: 'small',
    UpdateExpression: 'SET #n = #n + :one, #t = :text',
    ExpressionAttributeNames: { '#n': 'n', '#t': 'text' },
    ExpressionAttributeValues: { ':one': { N: '1' }, ':text': { S: TEXT } },
  };
  return [
    {
      name: 'GetItem',
      round: 800,
      calls: each('GetItem', (index) => ({ TableName: 'small', Key: key(index), ConsistentRead: true })),
    },
    {
      name: 'PutItem',
      round: 600,
      calls: each('PutItem', (index) => ({ TableName: 'small', Item: itemOf(`one-${index}`, 0) })),
    },
    {
      name: 'UpdateItem',
      round: 600,
      calls: each('UpdateItem', (index) => ({ ...update, Key: key(index) })),
    },
    {
      name: 'Query of 100',
      round: 100,
      calls: each('Query', () => ({
        TableName: 'small',
        KeyConditionExpression: 'p = :p',
        ExpressionAttributeValues: { ':p': { S: 'many' } },
      })),
    },
    { name: 'Scan of 1 MB', round: 16, calls: each('Scan', () => ({ TableName: 'large' })) },
    {
      name: 'TransactWriteItems of 2',
      round: 400,
      calls: each('TransactWriteItems', (index) => ({
        TransactItems: [
          { Put: { TableName: 'small', Item: itemOf(`two-${index}`, 0) } },
          { Update: { ...update, Key: key(index) } },
        ],
      })),
    },
  ];
}

function keyOf(p: string, s: number) {
  return { p: { S: p }, s: { N: String(s) } };
}

/** About 300 bytes, as an item of a person is. */
function itemOf(p: string, s: number) {
  return { ...keyOf(p, s), n: { N: '1' }, text: { S: TEXT }, flag: { BOOL: true }, tags: { SS: ['a', 'b'] } };
}
