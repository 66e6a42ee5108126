import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Call, Operation } from '../../../edge/operation.ts';
import { TestClock } from '../../../store/clock.ts';
import { systemRandom } from '../../../store/random.ts';
import { batchWriteItem } from '../operations/batch-write-item.ts';
import { createTable } from '../operations/create-table.ts';
import { getItem } from '../operations/get-item.ts';
import { putItem } from '../operations/put-item.ts';
import { transactGetItems } from '../operations/transact-get-items.ts';
import { transactWriteItems } from '../operations/transact-write-items.ts';
import { openTables, type Tables } from '../tables.ts';
import { USER_TABLE } from '../testing/fixture.ts';
import { immediate } from '../timings.ts';

const clock = new TestClock();
const asked: string[] = [];
const call = {
  region: 'us-east-1',
  accountId: '000000000000',
  authorize: (action: string, resource: string) => asked.push(`${action} ${resource}`),
} as unknown as Call;

let tables: Tables;
beforeAll(async () => {
  tables = await openTables({ folder: undefined, clock, random: systemRandom, timings: immediate });
  await run(createTable(tables, { clock, random: systemRandom }), { ...USER_TABLE });
});
afterAll(() => tables.close());

const TableName = 'user';
const item = (id: string) => ({ authentication: { S: id } });
const put = (id: string) => ({ Put: { TableName, Item: item(id) } });

/** Starts a call; what it does before it first waits is done when this returns. */
async function run(operation: Operation<object, object>, input: object): Promise<object> {
  return operation.run(structuredClone(input), call);
}

const CONFLICT = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };

test('cancels a transaction about an item of an ongoing one, and names the item by its place', async () => {
  const write = transactWriteItems(tables);
  const first = run(write, { TransactItems: [put('a'), put('b')] });
  await expect(run(write, { TransactItems: [put('c'), put('b')] })).rejects.toMatchObject({
    code: 'TransactionCanceledException',
    members: { CancellationReasons: [{ Code: 'None' }, CONFLICT] },
  });
  await first;
  await run(write, { TransactItems: [put('c'), put('b')] });
});

test('rejects a single write to an item of an ongoing transaction, and makes a batch wait', async () => {
  const transaction = run(transactWriteItems(tables), { TransactItems: [put('a')] });
  await expect(run(putItem(tables), { TableName, Item: item('a') })).rejects.toMatchObject({
    code: 'TransactionConflictException',
    message: 'Transaction is ongoing for the item',
  });
  await transaction;
  const again = run(transactWriteItems(tables), { TransactItems: [put('a')] });
  const batch = { RequestItems: { [TableName]: [{ DeleteRequest: { Key: item('a') } }] } };
  await run(batchWriteItem(tables), batch);
  await again;
  expect(await run(getItem(tables), { TableName, Key: item('a') })).not.toHaveProperty('Item');
});

test('cancels a transactional read while one of its items is written; a single read works', async () => {
  const gets = { TransactItems: [{ Get: { TableName, Key: item('x') } }] };
  const transaction = run(transactWriteItems(tables), { TransactItems: [put('x')] });
  await expect(run(transactGetItems(tables), gets)).rejects.toMatchObject({
    code: 'TransactionCanceledException',
    members: { CancellationReasons: [CONFLICT] },
  });
  await run(getItem(tables), { TableName, Key: item('x') });
  await transaction;
  expect(await run(transactGetItems(tables), gets)).toMatchObject({ Responses: [{ Item: item('x') }] });
});

test('rejects a token of a transaction that still runs', async () => {
  const write = transactWriteItems(tables);
  const input = (id: string) => ({ TransactItems: [put(id)], ClientRequestToken: 'token' });
  const first = run(write, input('one'));
  await expect(run(write, input('two'))).rejects.toMatchObject({ code: 'TransactionInProgressException' });
  await first;
});

test('checks the permission of each action’s single call, on its table', async () => {
  asked.length = 0;
  const Key = item('p');
  await run(transactWriteItems(tables), {
    TransactItems: [
      put('q'),
      { Delete: { TableName, Key: item('r') } },
      { Update: { TableName, Key: item('s'), UpdateExpression: 'REMOVE x' } },
      { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_not_exists(x)' } },
    ],
  });
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';
  expect(asked).toEqual([
    `dynamodb:PutItem ${arn}`,
    `dynamodb:DeleteItem ${arn}`,
    `dynamodb:UpdateItem ${arn}`,
    `dynamodb:ConditionCheckItem ${arn}`,
  ]);
});
