import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import { TestClock } from '../../store/clock.ts';

let engine: Engine;
let clock: TestClock;
let opened: { destroy(): void }[];
beforeEach(async () => {
  clock = new TestClock();
  engine = await startEngine({ clock });
  opened = [];
});
afterEach(async () => {
  for (const client of opened) client.destroy();
  await engine[Symbol.asyncDispose]();
});

function client<T extends { destroy(): void }>(Client: new (options: object) => T): T {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const made = new Client({ endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  opened.push(made);
  return made;
}

function ask(method: string, path = '', body?: unknown): Promise<Response> {
  return fetch(`${engine.endpoint}/_gatehouse/faults${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function spoil(...rules: object[]): Promise<void> {
  expect((await ask('POST', '', rules)).status).toBe(201);
}

const groups = async () =>
  (await client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}))).logGroups?.map(
    ({ logGroupName }) => logGroupName,
  );
const createGroup = (logGroupName: string) =>
  client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));

test('sends an error in each service’s own protocol', async () => {
  const error = { code: 'ThrottlingException', message: 'Rate exceeded', retryAfterSeconds: 7 };
  await spoil({ service: '*', error });
  const refused = {
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    $response: expect.objectContaining({ headers: expect.objectContaining({ 'retry-after': '7' }) }),
  };
  await expect(groups()).rejects.toMatchObject(refused);
  await expect(client(DynamoDBClient).send(new ListTablesCommand({}))).rejects.toMatchObject(refused);
  await expect(client(IAMClient).send(new ListRolesCommand({}))).rejects.toMatchObject(refused);
  await expect(client(APIGatewayClient).send(new GetRestApisCommand({}))).rejects.toMatchObject(refused);
});

test('takes the status of a service’s error from the model', async () => {
  await spoil({ service: 'apigateway', error: { code: 'TooManyRequestsException' } });
  await expect(client(APIGatewayClient).send(new GetRestApisCommand({}))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  });
});

test('counts calls for each rule: the nth, every nth, the first, from the nth on', async () => {
  const strikes = async (which: object) => {
    await ask('DELETE');
    await spoil({
      service: 'logs',
      operation: 'DescribeLogGroups',
      ...which,
      error: { code: 'InternalFailure' },
    });
    const outcomes: boolean[] = [];
    for (let call = 0; call < 6; call += 1) {
      await groups().then(
        () => outcomes.push(false),
        () => outcomes.push(true),
      );
      // Another operation does not count.
      await createGroup(`group-${JSON.stringify(which).replace(/\W/g, '')}-${call}`);
    }
    return outcomes.flatMap((struck, index) => (struck ? [index + 1] : []));
  };
  expect(await strikes({ nth: 2 })).toEqual([2]);
  expect(await strikes({ every: 3 })).toEqual([3, 6]);
  expect(await strikes({ first: 2 })).toEqual([1, 2]);
  expect(await strikes({ from: 5 })).toEqual([5, 6]);
  expect(await strikes({ probability: 1 })).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await strikes({ probability: 0 })).toEqual([]);
});

test('changes nothing when it drops the connection before the effect, everything when after', async () => {
  await spoil(
    { id: 'b', service: 'logs', operation: 'CreateLogGroup', nth: 1, drop: 'before' },
    { id: 'a', service: 'logs', operation: 'CreateLogGroup', nth: 2, drop: 'after' },
    {
      id: 'e',
      service: 'logs',
      operation: 'CreateLogGroup',
      nth: 3,
      error: { code: 'InternalFailure', afterEffect: true },
    },
  );
  await expect(createGroup('before')).rejects.toThrow('socket hang up');
  expect(await groups()).toEqual([]);
  await expect(createGroup('after')).rejects.toThrow('socket hang up');
  expect(await groups()).toEqual(['after']);
  await expect(createGroup('error')).rejects.toMatchObject({
    name: 'InternalFailure',
    $metadata: { httpStatusCode: 500 },
  });
  expect(await groups()).toEqual(['after', 'error']);
  await createGroup('unharmed');

  const { rules } = (await (await ask('GET')).json()) as { rules: object[] };
  expect(rules).toEqual([
    { id: 'b', service: 'logs', operation: 'CreateLogGroup', nth: 1, drop: 'before', seen: 4, struck: 1 },
    { id: 'a', service: 'logs', operation: 'CreateLogGroup', nth: 2, drop: 'after', seen: 4, struck: 1 },
    expect.objectContaining({ id: 'e', seen: 4, struck: 1 }),
  ]);
});

test('delays by the engine’s clock', async () => {
  await spoil({ service: 'logs', latencyMs: 60_000 });
  let answered = false;
  const call = groups().then(() => {
    answered = true;
  });
  // The call is waiting by now, because a later one without delay has been answered.
  await client(IAMClient).send(new ListRolesCommand({}));
  clock.advance(59_999);
  await client(IAMClient).send(new ListRolesCommand({}));
  expect(answered).toBe(false);
  clock.advance(1);
  await call;
});

test('lists rules, and removes one or all', async () => {
  await spoil({ id: 'one', service: 'iam', latencyMs: 1 }, { service: 'sts', latencyMs: 1 });
  expect((await ask('DELETE', '/one')).status).toBe(204);
  const missing = await ask('DELETE', '/one');
  expect([missing.status, await missing.json()]).toEqual([404, { message: 'There is no fault rule "one".' }]);
  expect(((await (await ask('GET')).json()) as { rules: object[] }).rules).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      service: 'sts',
      operation: '*',
      latencyMs: 1,
      seen: 0,
      struck: 0,
    },
  ]);
  expect((await ask('DELETE')).status).toBe(204);
  expect(await (await ask('GET')).json()).toEqual({ rules: [] });
});

test('rejects an invalid rule with a sentence that names the field, and the whole list with it', async () => {
  const drop = 'before';
  const refusals: [unknown, string][] = [
    ['text', 'a rule must be a JSON object.'],
    [{ service: 's4', drop }, 'service: give * or one of '],
    [{ service: 'constructor', drop }, 'service: give * or one of '],
    [{ operation: 'toString', drop }, 'operation: * has no operation "toString".'],
    [{ service: 'logs', operation: 'CreateTable', drop }, 'operation: logs has no operation "CreateTable".'],
    [{ service: 'logs' }, 'error: the rule does nothing; give error, latencyMs or drop.'],
    [{ when: 3, drop }, 'when: there is no such field; there are id, service, '],
    [{ nth: 0, drop }, 'nth: give a whole number from 1 to '],
    [{ nth: 1, every: 2, drop }, 'every: nth says already which calls are struck.'],
    [{ probability: 1.5, drop }, 'probability: give a number from 0 to 1.'],
    [{ drop: 'during' }, 'drop: give "before" or "after" (the effect).'],
    [{ drop, error: { code: 'X' } }, 'drop: a connection that is cut carries no error; give one of the two.'],
    [{ error: { code: 'Strange' } }, 'error.status: give one, 400 to 599; Strange is not in the service'],
    [{ error: { code: 'Strange', status: 200 } }, 'error.status: give a whole number from 400 to 599.'],
    [{ error: { message: 'x' } }, 'error.code: give the name of an error'],
    [{ latencyMs: -1 }, 'latencyMs: give a whole number from 0 to '],
    [{ id: 'a b', drop }, 'id: give 1 to 64 letters'],
    [[{ drop }, { drop, nth: 'x' }], 'rule 2: nth: give a whole number'],
  ];
  for (const [rule, message] of refusals) {
    const response = await ask('POST', '', rule);
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: expect.stringContaining(message) },
    ]);
  }
  const response = await fetch(`${engine.endpoint}/_gatehouse/faults`, { method: 'POST', body: '{' });
  expect([response.status, await response.json()]).toEqual([400, { message: 'The body is not JSON.' }]);
  expect((await ask('PUT', '', {})).status).toBe(405);
  expect(await (await ask('GET')).json()).toEqual({ rules: [] });
});

test('records a dropped call, and leaves other connections alone', async () => {
  await spoil({ service: 'apigateway', operation: 'CreateRestApi', nth: 1, drop: 'after' });
  const gateway = client(APIGatewayClient);
  await gateway.send(new GetRestApisCommand({}));
  await expect(gateway.send(new CreateRestApiCommand({ name: 'twice' }))).rejects.toThrow();
  expect((await gateway.send(new GetRestApisCommand({}))).items).toHaveLength(1);
  const { calls } = (await (await fetch(`${engine.endpoint}/_gatehouse/calls`)).json()) as {
    calls: object[];
  };
  expect(calls).toMatchObject([
    { operation: 'GetRestApis', status: 200 },
    { operation: 'CreateRestApi', status: 0, error: 'DroppedConnection', changing: true },
    { operation: 'GetRestApis', status: 200 },
  ]);
});
