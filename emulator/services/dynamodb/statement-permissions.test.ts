import {
  BatchExecuteStatementCommand,
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../iam/testing/account.ts';

let engine: Engine;
const clients: DynamoDBClient[] = [];
beforeAll(async () => {
  engine = await startEngine();
  const root = new DynamoDBClient(clientOptions(engine));
  clients.push(root);
  await root.send(
    new CreateTableCommand({
      TableName: 'scores',
      KeySchema: [{ AttributeName: 'player', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'player', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'app', Value: 'games' }],
    }),
  );
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await engine[Symbol.asyncDispose]();
});

/** A client as a role that may do one thing with DynamoDB under a condition. */
async function as(role: string, action: string, Condition?: object): Promise<DynamoDBClient> {
  await makeRole(engine, role, allows(action, '*', Condition ? { Condition } : {}));
  const client = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, role)));
  clients.push(client);
  return client;
}

const outcome = (client: DynamoDBClient, Statement: string) =>
  client.send(new ExecuteStatementCommand({ Statement })).then(
    () => 'allowed',
    (error: Error) => error.name,
  );

const REFUSED = 'AccessDeniedException';
const SELECT = `SELECT points FROM scores WHERE player = 'ada'`;

test('checks the permission of the statement’s kind, not of the operation', async () => {
  const reader = await as('reader', 'dynamodb:PartiQLSelect');
  expect(await outcome(reader, SELECT)).toBe('allowed');
  expect(await outcome(reader, `INSERT INTO scores VALUE {'player': 'eve'}`)).toBe(REFUSED);
  const getter = await as('getter', 'dynamodb:GetItem');
  expect(await outcome(getter, SELECT)).toBe(REFUSED);
  const writer = await as('writer', 'dynamodb:PartiQLInsert');
  expect(await outcome(writer, `INSERT INTO scores VALUE {'player': 'bob'}`)).toBe('allowed');
  expect(await outcome(writer, `UPDATE scores SET points = 1 WHERE player = 'bob'`)).toBe(REFUSED);
  expect(await outcome(writer, `DELETE FROM scores WHERE player = 'bob'`)).toBe(REFUSED);
});

test('tells a full scan from a statement that names partitions', async () => {
  const careful = await as('careful', 'dynamodb:PartiQLSelect', {
    Bool: { 'dynamodb:FullTableScan': 'false' },
  });
  expect(await outcome(careful, SELECT)).toBe('allowed');
  expect(await outcome(careful, `SELECT * FROM scores WHERE player IN ['a', 'b']`)).toBe('allowed');
  expect(await outcome(careful, `SELECT * FROM scores`)).toBe(REFUSED);
  expect(await outcome(careful, `SELECT * FROM scores WHERE player > 'a'`)).toBe(REFUSED);
});

test('gives policies the partition keys, the attributes and the table’s tags', async () => {
  const own = await as('own', 'dynamodb:PartiQL*', {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ada'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
    StringEquals: { 'aws:ResourceTag/app': 'games' },
  });
  expect(await outcome(own, SELECT)).toBe('allowed');
  expect(await outcome(own, `SELECT * FROM scores WHERE player IN ['ada', 'bob']`)).toBe(REFUSED);
  expect(await outcome(own, `INSERT INTO scores VALUE {'player': 'ada'}`)).toBe('allowed');
  expect(await outcome(own, `UPDATE scores SET points = 1 WHERE player = 'bob'`)).toBe(REFUSED);
  const narrow = await as('narrow', 'dynamodb:PartiQL*', {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['player', 'points'] },
  });
  expect(await outcome(narrow, SELECT)).toBe('allowed');
  expect(await outcome(narrow, `SELECT secret FROM scores WHERE player = 'ada'`)).toBe(REFUSED);
  expect(await outcome(narrow, `UPDATE scores SET secret = 1 WHERE player = 'ada'`)).toBe(REFUSED);
});

test('rejects one statement of a batch, and a whole transaction', async () => {
  const reader = await as('batch-reader', 'dynamodb:PartiQLSelect', {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ada'] },
  });
  const Insert = `INSERT INTO scores VALUE {'player': 'eve'}`;
  const Other = `SELECT points FROM scores WHERE player = 'bob'`;
  const { Responses } = await reader.send(
    new BatchExecuteStatementCommand({ Statements: [{ Statement: SELECT }, { Statement: Other }] }),
  );
  expect(Responses?.map(({ Error: fault }) => fault?.Code)).toEqual([undefined, 'AccessDenied']);
  await expect(
    reader.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement: Insert }] })),
  ).rejects.toMatchObject({ name: REFUSED });
});
