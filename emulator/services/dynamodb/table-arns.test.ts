import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allows, clientOptions, makeRole, sessionOf } from '../iam/testing/account.ts';
import { type Fixture, start, USER_TABLE } from './testing/fixture.ts';

const fixture: Fixture = await start();
const { client, engine } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

const arn = (account = '000000000000', region = 'us-east-1') =>
  `arn:aws:dynamodb:${region}:${account}:table/user`;
const key = (name: string) => ({ authentication: { S: name } });
beforeAll(async () => {
  await client.send(new CreateTableCommand(USER_TABLE));
  await client.send(new PutItemCommand({ TableName: 'user', Item: key('ada') }));
});

type Answer = { $metadata: { httpStatusCode?: number | undefined } };

/** Every call that names a table, about one person. */
const CALLS: Record<string, (by: DynamoDBClient, table: string, person: string) => Promise<Answer>> = {
  GetItem: (by, TableName, person) => by.send(new GetItemCommand({ TableName, Key: key(person) })),
  PutItem: (by, TableName, person) => by.send(new PutItemCommand({ TableName, Item: key(person) })),
  UpdateItem: (by, TableName, person) =>
    by.send(new UpdateItemCommand({ TableName, Key: key(person), UpdateExpression: 'REMOVE nothing' })),
  DeleteItem: (by, TableName, person) => by.send(new DeleteItemCommand({ TableName, Key: key(person) })),
  Query: (by, TableName, person) =>
    by.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'authentication = :a',
        ExpressionAttributeValues: { ':a': { S: person } },
      }),
    ),
  BatchGetItem: (by, table, person) =>
    by.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [key(person)] } } })),
  BatchWriteItem: (by, table, person) =>
    by.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: [{ PutRequest: { Item: key(person) } }] } }),
    ),
  TransactGetItems: (by, TableName, person) =>
    by.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key(person) } }] })),
  TransactWriteItems: (by, TableName, person) =>
    by.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key(person) } }] })),
};
const names = Object.keys(CALLS);

const outcome = (call: Promise<object> | undefined) =>
  call?.then(
    () => 'allowed',
    ({ name, message }: Error) => `${name}: ${message}`,
  );

test.each(names)('%s takes the ARN of a table for its name', async (name) => {
  const { $metadata, ...answer } = await (CALLS[name]?.(client, arn(), 'bob') ?? Promise.reject());
  expect($metadata.httpStatusCode).toBe(200);
  // A batch answers under the name that it was given.
  if (name === 'BatchGetItem') expect(answer).toMatchObject({ Responses: { [arn()]: expect.any(Array) } });
});

test('takes it when a table is scanned, described and changed', async () => {
  const TableName = arn();
  const { Items, ConsumedCapacity } = await client.send(
    new ScanCommand({ TableName, ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(Items).toContainEqual(key('ada'));
  expect(ConsumedCapacity?.TableName).toBe(TableName);
  expect((await client.send(new DescribeTableCommand({ TableName }))).Table?.TableName).toBe('user');
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
});

test.each(names)('%s refuses a table of another account', async (name) => {
  expect(await outcome(CALLS[name]?.(client, arn('111111111111'), 'ada'))).toBe(
    `AccessDeniedException: User: arn:aws:iam::000000000000:root is not authorized to perform: dynamodb:${name} on resource: ${arn('111111111111')} because no resource-based policy allows the dynamodb:${name} action`,
  );
});

test('refuses a table of another region (that it does so in these words is a guess)', async () => {
  const refused = await outcome(CALLS['GetItem']?.(client, arn(undefined, 'eu-west-1'), 'ada'));
  expect(refused).toMatch(/^AccessDeniedException: /);
});

test('lets nobody past a policy about partition keys, or about one table, by naming it by its ARN', async () => {
  const onlyAda = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ada'] } };
  await makeRole(engine, 'ada', allows('dynamodb:*', '*', { Condition: onlyAda }));
  await makeRole(engine, 'users', allows('dynamodb:*', arn()));
  await makeRole(
    engine,
    'others',
    allows('dynamodb:*', 'arn:aws:dynamodb:us-east-1:000000000000:table/other'),
  );
  const [ada, users, others] = await Promise.all(
    ['ada', 'users', 'others'].map(
      async (role) => new DynamoDBClient(clientOptions(engine, await sessionOf(engine, role))),
    ),
  );
  const found: Record<string, unknown[]> = {};
  for (const name of names) {
    const call = CALLS[name];
    if (!call || !ada || !users || !others) throw new Error('A call or a client is missing.');
    const outcomes = [
      call(ada, arn(), 'ada'),
      call(ada, arn(), 'eve'),
      call(users, arn(), 'eve'),
      call(others, arn(), 'eve'),
    ];
    found[name] = (await Promise.all(outcomes.map(outcome))).map((said) => said?.split(':')[0]);
  }
  for (const by of [ada, users, others]) by?.destroy();
  const refused = 'AccessDeniedException';
  expect(found).toEqual(
    Object.fromEntries(names.map((name) => [name, ['allowed', refused, 'allowed', refused]])),
  );
});
