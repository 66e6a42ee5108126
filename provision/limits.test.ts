import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteUsagePlanKeyCommand,
  GetApiKeysCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  type PatchOperation,
  UpdateMethodCommand,
  UpdateModelCommand,
  UpdateRequestValidatorCommand,
  UpdateRestApiCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { AdminConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import { findPython } from '../emulator/services/lambda/sandbox/find-python.ts';
import type { Clients } from './clients.ts';
import { main } from './main.ts';
import type { Outputs } from './outputs.ts';
import { runAgainst } from './testing/run-against.ts';

let engine: Engine;
let folder: string;
let aws: Clients;

beforeAll(async () => {
  engine = await startEngine();
  aws = runAgainst(engine.endpoint).run.clients;
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  if (folder) await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** Runs a command as it is typed, with the functions' real code. */
async function run(limits: Record<string, string>, ...args: string[]) {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await main(
    args,
    { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: folder, AUTHORIZER_TTL: '0', ...limits },
    join(import.meta.dirname, '..'),
    {
      out: (line) => printed.push(line),
      note: (line) => told.push(line),
      interactive: false,
      draws: false,
      confirm: () => Promise.resolve(false),
    },
  );
  return { code, printed, told: told.join('\n') };
}

async function apply(limits: Record<string, string>): Promise<Outputs> {
  expect(await run(limits, 'apply')).toMatchObject({ code: 0 });
  return JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'));
}

const python = await findPython();
/** Skipped, visibly, where functions in Python have no boto3. */
const testWithBoto3 = python?.packages['boto3']?.startsWith(`${python.prefix}/`) ? test : test.skip;

async function signUp({ userPoolId, userPoolClientId }: Outputs, Username: string): Promise<void> {
  const UserAttributes = [{ Name: 'email', Value: Username }];
  const Password = 'Correct-horse-1';
  await aws.cognito.send(
    new SignUpCommand({ ClientId: userPoolClientId, Username, Password, UserAttributes }),
  );
  await aws.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: userPoolId, Username }));
}

/** What the gate answers to a new credential, so many times. No origin runs here: 502, 503 or 504 means accepted. */
async function answers({ apiUrl }: Outputs, email: string, times: number): Promise<string[]> {
  const { printed } = await run({}, 'rotate', email);
  const seen: string[] = [];
  for (let asked = 0; asked < times; asked += 1) {
    const response = await fetch(`${apiUrl}/`, { headers: { authorization: `Basic ${printed[0]}` } });
    const text = await response.text();
    seen.push(response.status >= 502 ? 'through' : `${response.status} ${text}`);
  }
  return seen;
}

async function keyNames(): Promise<(string | undefined)[]> {
  const { items = [] } = await aws.apigateway.send(new GetApiKeysCommand({}));
  return items.map(({ name }) => name);
}

async function plans() {
  return (await aws.apigateway.send(new GetUsagePlansCommand({}))).items ?? [];
}

test('gives each person a key in the plan; removes the plan with all keys when it is no longer wanted', async () => {
  const outputs = await apply({ QUOTA: '2/MONTH' });
  expect(await plans()).toMatchObject([
    {
      name: 'gatehouse-dev',
      quota: { limit: 2, period: 'MONTH' },
      apiStages: [{ apiId: outputs.apiId, stage: 'dev' }],
    },
  ]);
  await signUp(outputs, 'ada@example.com');
  await signUp(outputs, 'bob@example.com');
  expect(await keyNames()).toEqual([
    expect.stringMatching(/^gatehouse-dev\/[0-9a-f-]{36}$/),
    expect.stringMatching(/^gatehouse-dev\/[0-9a-f-]{36}$/),
  ]);
  const dry = '429 {"message":"Limit Exceeded"}';
  expect(await answers(outputs, 'ada@example.com', 3)).toEqual(['through', 'through', dry]);
  expect(await answers(outputs, 'bob@example.com', 1)).toEqual(['through']);
  expect(await run({ QUOTA: '2/MONTH' }, 'apply')).toMatchObject({
    told: expect.stringContaining('Nothing to do'),
  });

  const free = await apply({});
  expect(await answers(free, 'ada@example.com', 3)).toEqual(['through', 'through', 'through']);
  expect([await plans(), await keyNames()]).toEqual([[], []]);
});

test('with both kinds of API, limits the REST API and warns that the HTTP API is not limited', async () => {
  const limits = { API: 'both', QUOTA: '1' };
  expect((await run(limits, 'plan')).printed).toContain(
    '! RATE, BURST and QUOTA limit people on the REST API only: HTTP APIs have no usage plans, so the HTTP API lets them ask as much as they like.',
  );
  const { httpApi, ...outputs } = await apply(limits);
  await signUp(outputs, 'ada@example.com');
  const { printed } = await run({}, 'rotate', 'ada@example.com');
  const ask = async (url = '') => {
    const response = await fetch(`${url}/`, { headers: { authorization: `Basic ${printed[0]}` } });
    return response.status;
  };
  // No origin runs here: 503 and 504 are requests that passed the gate.
  expect([await ask(outputs.apiUrl), await ask(outputs.apiUrl)]).toEqual([504, 429]);
  expect([await ask(httpApi?.apiUrl), await ask(httpApi?.apiUrl)]).toEqual([503, 503]);
  expect(await run(limits, 'plan')).toMatchObject({ code: 0 });
  expect(await run(limits, 'destroy')).toMatchObject({ code: 0 });
  expect([await plans(), await keyNames()]).toEqual([[], []]);
});

testWithBoto3(
  'gives each person a key from a function in Python; a repair finds a key that is already there',
  async () => {
    const outputs = await apply({ LAMBDA_LANGUAGE: 'python', QUOTA: '2' });
    await signUp(outputs, 'ada@example.com');
    await signUp(outputs, 'bob@example.com');
    expect(await answers(outputs, 'ada@example.com', 3)).toEqual([
      'through',
      'through',
      '429 {"message":"Limit Exceeded"}',
    ]);
    expect(await answers(outputs, 'bob@example.com', 1)).toEqual(['through']);

    const { items = [] } = await aws.apigateway.send(
      new GetUsagePlanKeysCommand({ usagePlanId: outputs.usagePlanId }),
    );
    await aws.apigateway.send(
      new DeleteUsagePlanKeyCommand({ usagePlanId: outputs.usagePlanId, keyId: items[0]?.id }),
    );
    const limits = { LAMBDA_LANGUAGE: 'python', QUOTA: '2' };
    expect(await run(limits, 'repair', '--yes')).toMatchObject({ code: 0 });
    expect(await run(limits, 'repair')).toMatchObject({ code: 0, printed: [] });
    expect(await keyNames()).toHaveLength(2);
  },
);

test('gives earlier people a key by a repair, and rejects them until then', async () => {
  const before = await apply({});
  await signUp(before, 'ada@example.com');
  const outputs = await apply({ RATE: '1', BURST: '1' });
  expect(await answers(outputs, 'ada@example.com', 1)).toEqual(['403 {"message":"Forbidden"}']);

  expect(await run({ RATE: '1' }, 'repair')).toMatchObject({
    code: 2,
    printed: [expect.stringMatching(/^[0-9a-f-]{36} {2}ada@example\.com$/)],
  });
  expect(await run({ RATE: '1' }, 'repair', '--yes')).toMatchObject({ code: 0 });
  expect(await run({ RATE: '1' }, 'repair')).toMatchObject({ code: 0, printed: [] });
  expect(await answers(outputs, 'ada@example.com', 1)).toEqual(['through']);
});

test('finds and fixes drift; destroy leaves neither plan nor key', async () => {
  const limits = { RATE: '5', BURST: '10', QUOTA: '100' };
  const { apiId: restApiId, ...outputs } = await apply(limits);
  await signUp({ apiId: restApiId, ...outputs }, 'ada@example.com');
  const patchPlan = (...patchOperations: PatchOperation[]) =>
    aws.apigateway.send(new UpdateUsagePlanCommand({ usagePlanId: outputs.usagePlanId, patchOperations }));
  const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });

  await patchPlan({ op: 'remove', path: '/throttle' }, replace('/quota/limit', '1000000'), {
    op: 'remove',
    path: '/apiStages',
    value: `${restApiId}:dev`,
  });
  const { items: resources = [] } = await aws.apigateway.send(new GetResourcesCommand({ restApiId }));
  const resourceId = resources.find(({ path }) => path === '/')?.id;
  const patchOperations = [replace('/apiKeyRequired', 'false')];
  await aws.apigateway.send(
    new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'ANY', patchOperations }),
  );
  await aws.apigateway.send(
    new UpdateRestApiCommand({ restApiId, patchOperations: [replace('/apiKeySource', 'HEADER')] }),
  );
  await aws.apigateway.send(
    new UpdateModelCommand({ restApiId, modelName: 'Nothing', patchOperations: [replace('/schema', '{}')] }),
  );
  const { items: validators = [] } = await aws.apigateway.send(
    new GetRequestValidatorsCommand({ restApiId }),
  );
  await aws.apigateway.send(
    new UpdateRequestValidatorCommand({
      restApiId,
      requestValidatorId: validators[0]?.id,
      patchOperations: [replace('/validateRequestBody', 'false')],
    }),
  );

  const { printed } = await run(limits, 'plan');
  expect(printed.slice(0, -1)).toEqual([
    '~ usage plan gatehouse-dev',
    '    burst: (none) → 10',
    '    quota: "1000000 a DAY" → "100 a DAY"',
    '    rate: (none) → 5',
    '~ REST API gatehouse-dev',
    '    keySource: "HEADER" → "AUTHORIZER"',
    '~ request validator everything',
    '    body: false → true',
    '~ model Nothing',
    expect.stringMatching(/^ {4}schema: \{\} → /),
    '~ method ANY /',
    '    apiKeyRequired: false → true',
    '+ metered stage dev',
  ]);
  await apply(limits);
  expect(await run(limits, 'plan')).toMatchObject({ code: 0 });
  expect(await keyNames()).toHaveLength(1);
  expect(await run(limits, 'destroy')).toMatchObject({ code: 0 });
  expect([await plans(), await keyNames()]).toEqual([[], []]);
});

test.each([
  [
    { QUOTA: '10', API: 'http' },
    /^QUOTA needs a REST API \(API=rest or both\): HTTP APIs have no usage plans\.$/,
  ],
  [{ RATE: '10', API: 'http' }, /^RATE needs a REST API/],
  [{ BURST: '10' }, /^BURST needs RATE/],
  [{ RATE: '0' }, /^RATE is "0": give a whole number from 1 to 5000\.$/],
  [{ QUOTA: '0' }, /^QUOTA is "0": give requests a day/],
  [{ QUOTA: '10/YEAR' }, /^QUOTA is "10\/YEAR": give requests a day/],
])('rejects %j in one sentence', async (limits, message) => {
  expect(await run(limits, 'plan')).toMatchObject({ code: 1, told: expect.stringMatching(message) });
});
