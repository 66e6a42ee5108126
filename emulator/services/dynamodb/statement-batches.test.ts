import {
  BatchExecuteStatementCommand,
  type BatchStatementRequest,
  CreateTableCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  type ParameterizedStatement,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from './testing/fixture.ts';

const fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName: 'music',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: ['pk', 'kind'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
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

const put = (pk: string, val: string) =>
  client.send(new PutItemCommand({ TableName: 'music', Item: { pk: { S: pk }, val: { S: val } } }));
const val = async (pk: string) =>
  (await client.send(new GetItemCommand({ TableName: 'music', Key: { pk: { S: pk } } }))).Item?.['val']?.S;
const batch = (...Statements: (string | BatchStatementRequest)[]) =>
  client.send(
    new BatchExecuteStatementCommand({
      Statements: Statements.map((one) => (typeof one === 'string' ? { Statement: one } : one)),
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
const transact = (...TransactStatements: (string | ParameterizedStatement)[]) =>
  client.send(
    new ExecuteTransactionCommand({
      TransactStatements: TransactStatements.map((one) =>
        typeof one === 'string' ? { Statement: one } : one,
      ),
    }),
  );
const select = (where: string) => `SELECT * FROM "music" WHERE ${where}`;

test('answers each statement of a batch, with its own error in its place', async () => {
  await put('b-1', 'one');
  const { Responses } = await batch(
    `SELECT val FROM "music" WHERE pk = 'b-1'`,
    select(`pk = 'b-none'`),
    `SELECT * FROM "nowhere" WHERE pk = 'x'`,
    `SLECT * FROM "music"`,
    select(`val = 'one'`),
    select(`pk = 'b-1' AND val = 'one'`),
    `SELECT * FROM "music"."by-kind" WHERE kind = 'x'`,
  );
  const inexact = {
    Error: {
      Code: 'ValidationError',
      Message:
        'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    },
  };
  expect(Responses).toEqual([
    { TableName: 'music', Item: { val: { S: 'one' } } },
    { TableName: 'music' },
    { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
    {
      Error: {
        Code: 'ValidationError',
        Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
      },
    },
    inexact,
    inexact,
    inexact,
  ]);
});

test('writes in a batch, names the table of what ran and failed, and shows no item for it', async () => {
  await put('w-1', 'here');
  const { Responses } = await batch(
    `INSERT INTO "music" VALUE {'pk': 'w-2', 'val': 'new'}`,
    { Statement: `INSERT INTO "music" VALUE {'pk': ?}`, Parameters: [{ S: 'w-1' }] },
    {
      Statement: `UPDATE "music" SET val = 'x' WHERE pk = 'w-1' AND val = 'wrong'`,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    `UPDATE "music" SET val = 'there' WHERE pk = 'w-1' RETURNING MODIFIED NEW *`,
    `UPDATE "music" REMOVE val WHERE pk = 'w-2' RETURNING MODIFIED NEW *`,
    `DELETE FROM "music" WHERE pk = 'w-1' RETURNING ALL OLD *`,
  );
  expect(Responses).toEqual([
    { TableName: 'music' },
    {
      TableName: 'music',
      Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
    },
    {
      TableName: 'music',
      Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    },
    { TableName: 'music', Item: { val: { S: 'there' } } },
    { TableName: 'music' },
    { TableName: 'music', Item: { pk: { S: 'w-1' }, val: { S: 'there' } } },
  ]);
  expect(await val('w-2')).toBeUndefined();
});

test('rejects a batch that reads and writes (text is a guess)', async () => {
  await expect(batch(select(`pk = 'x'`), `DELETE FROM "music" WHERE pk = 'x'`)).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('bills each read of a batch by its own consistency', async () => {
  await put('cr', 'x');
  const { ConsumedCapacity } = await batch(
    { Statement: select(`pk = 'cr'`), ConsistentRead: true },
    select(`pk = 'cr'`),
  );
  expect(ConsumedCapacity).toEqual([{ TableName: 'music', CapacityUnits: 1.5 }]);
});

test('rejects empty lists and lists that are too long', async () => {
  await expect(batch()).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(transact()).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(batch(...Array.from({ length: 26 }, () => select(`pk = 'x'`)))).rejects.toThrow(
    'Member must have length less than or equal to 25',
  );
});

test('commits a transaction as a whole or not at all', async () => {
  await put('t-1', 'before');
  const { Responses } = await transact(
    `INSERT INTO "music" VALUE {'pk': 't-2', 'val': 'new'}`,
    `UPDATE "music" SET val = 'after' WHERE pk = 't-1'`,
    `EXISTS(SELECT * FROM "music" WHERE pk = 't-3' AND val IS MISSING)`,
  );
  expect(Responses).toEqual([]);
  expect([await val('t-1'), await val('t-2')]).toEqual(['after', 'new']);
  await expect(
    transact(
      `INSERT INTO "music" VALUE {'pk': 't-2', 'val': 'again'}`,
      `UPDATE "music" SET val = 'lost' WHERE pk = 't-1'`,
    ),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [DuplicateItem, None]',
    CancellationReasons: [
      { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
      { Code: 'None' },
    ],
  });
  expect([await val('t-1'), await val('t-2')]).toEqual(['after', 'new']);
});

test('reads in a transaction by the whole key', async () => {
  await put('r-1', 'x');
  const { Responses } = await transact(`SELECT val FROM music WHERE pk IN ['r-1']`, select(`pk = 'r-none'`));
  expect(Responses).toEqual([{ Item: { val: { S: 'x' } } }, {}]);
  await expect(transact(select(`pk = 'r-1'`), `SELECT val FROM music WHERE pk = 'r-1'`)).rejects.toThrow(
    'Transaction request cannot include multiple operations on one item',
  );
});

test.each([
  [
    select(`pk='a' AND val='x'`),
    'Select statements within ExecuteTransaction must specify the primary key in the where clause.',
  ],
  [
    `SELECT * FROM "music"."by-kind" WHERE kind = 'x'`,
    'Reads on indices are not supported within transactions.',
  ],
  [`EXISTS(${select(`pk='a'`)})`, 'EXISTS() must contain a single item read with additional condition'],
  [
    `UPDATE music SET val = 'v' WHERE pk = 'x' RETURNING ALL NEW *`,
    'RETURNING clause is not supported in ExecuteTransaction.',
  ],
  [
    `INSERT INTO music VALUE {'pk': 'x', 'y': [<<'a','a'>>]}`,
    'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  ],
])('rejects %s in a transaction', async (statement, message) => {
  await expect(transact(statement)).rejects.toMatchObject({
    name: 'ValidationException',
    message: `Validation failed in TransactStatements[0]: ${message}`,
  });
});

test('cancels a transaction with an unknown table, or with a write that names no item', async () => {
  const missing = `UPDATE "nowhere" SET a=1 WHERE pk='x'`;
  await expect(transact(missing, `DELETE FROM music WHERE pk = 'x'`)).rejects.toMatchObject({
    CancellationReasons: [
      { Code: 'ResourceNotFound', Message: 'Requested resource not found' },
      { Code: 'None' },
    ],
  });
  const mismatch = { Code: 'ValidationError', Message: 'The provided key element does not match the schema' };
  await expect(
    transact(
      `UPDATE music SET a=1 WHERE val='x'`,
      `UPDATE music SET a=1 WHERE pk='x' AND pk='y'`,
      `DELETE FROM music WHERE pk = 'x'`,
    ),
  ).rejects.toMatchObject({ CancellationReasons: [mismatch, mismatch, { Code: 'None' }] });
});

test('rejects reads and writes in one transaction (text is a guess)', async () => {
  await expect(transact(select(`pk='a'`), `DELETE FROM music WHERE pk = 'x'`)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Unsupported operation in transaction.',
  });
});
