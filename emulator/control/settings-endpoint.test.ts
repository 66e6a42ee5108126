import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { startEngine } from '../engine.ts';
import { TestClock } from '../store/clock.ts';

const OFF = {
  'role-delay': 0,
  'function-pending': 0,
  'function-update': 0,
  'table-states': 0,
  'permission-lag': 0,
  'iam-lag': 0,
  'list-lag': 0,
  quotas: false,
  throughput: false,
};

function set(endpoint: string, body: unknown): Promise<Response> {
  return fetch(`${endpoint}/_gatehouse/settings`, { method: 'POST', body: JSON.stringify(body) });
}

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

test('shows how the engine was set up', async () => {
  await using engine = await startEngine({ iam: 'audit' });
  const response = await fetch(`${engine.endpoint}/_gatehouse/settings`);
  expect(await response.json()).toEqual({
    region: 'us-east-1',
    accountId: '000000000000',
    iam: 'audit',
    lambdaCpu: 'machine',
    lambdaSandbox: expect.stringMatching(/^(namespaces|none)$/),
    clock: 'system',
    realism: OFF,
  });
  const refused = await fetch(`${engine.endpoint}/_gatehouse/settings`, { method: 'DELETE' });
  expect(refused.status).toBe(405);
  expect(refused.headers.get('allow')).toBe('GET, POST');
});

test('sets realism while the engine runs: lists lag, tables take time, and both stop at once', async () => {
  const clock = new TestClock();
  await using engine = await startEngine({ clock });
  const { endpoint } = engine;
  const gateway = new APIGatewayClient({ endpoint, ...access, maxAttempts: 1 });
  const dynamodb = new DynamoDBClient({ endpoint, ...access, maxAttempts: 1 });
  const iam = new IAMClient({ endpoint, ...access, maxAttempts: 1 });
  const names = async () => (await gateway.send(new GetRestApisCommand({}))).items?.map(({ name }) => name);
  const statusOf = async (TableName: string) =>
    (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  const createTable = (TableName: string) =>
    dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
  try {
    await gateway.send(new CreateRestApiCommand({ name: 'before' }));
    const response = await set(endpoint, { realism: 'aws,list-lag=500,quotas=off' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      realism: { 'list-lag': 500, 'table-states': 6000, quotas: false },
    });
    await gateway.send(new CreateRestApiCommand({ name: 'after' }));
    expect(await names()).toEqual(['before']);
    clock.advance(500);
    expect((await names())?.toSorted()).toEqual(['after', 'before']);
    await createTable('slow');
    expect(await statusOf('slow')).toBe('CREATING');
    const role = { RoleName: 'new', AssumeRolePolicyDocument: TRUST };
    await iam.send(new CreateRoleCommand(role));
    await expect(iam.send(new GetRoleCommand({ RoleName: 'new' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });

    expect(await (await set(endpoint, { realism: '' })).json()).toMatchObject({ realism: OFF });
    await gateway.send(new CreateRestApiCommand({ name: 'last' }));
    expect(await names()).toContain('last');
    await createTable('quick');
    expect(await statusOf('quick')).toBe('ACTIVE');
    await iam.send(new GetRoleCommand({ RoleName: 'new' }));
  } finally {
    for (const client of [gateway, dynamodb, iam]) client.destroy();
  }
});

test('counts calls against the quotas from the moment they are set', async () => {
  const clock = new TestClock();
  await using engine = await startEngine({ clock });
  const { endpoint } = engine;
  const gateway = new APIGatewayClient({ endpoint, ...access, maxAttempts: 1 });
  const create = () => gateway.send(new CreateRestApiCommand({ name: 'one of many' }));
  try {
    await create();
    await create();
    await set(endpoint, { realism: 'quotas' });
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    await set(endpoint, { realism: 'quotas=off' });
    await create();
  } finally {
    gateway.destroy();
  }
});

test('names what is wrong with a setting, and changes nothing then', async () => {
  await using engine = await startEngine();
  const cases: [unknown, RegExp][] = [
    [{ realism: 'list-lag=soon' }, /REALISM has "list-lag=soon": give whole milliseconds/],
    [{ realism: 'aws,slowness' }, /REALISM has "slowness": give aws, or some of role-delay/],
    [{ realism: 5 }, /^realism: give a text/],
    [{ iam: 'audit' }, /^iam: only realism can be set/],
    [[], /^Give a JSON object/],
  ];
  for (const [body, message] of cases) {
    const response = await set(engine.endpoint, body);
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: expect.stringMatching(message) },
    ]);
  }
  const noJson = await fetch(`${engine.endpoint}/_gatehouse/settings`, { method: 'POST', body: '{' });
  expect(noJson.status).toBe(400);
  const response = await fetch(`${engine.endpoint}/_gatehouse/settings`);
  expect(await response.json()).toMatchObject({ realism: OFF });
});
