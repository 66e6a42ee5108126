import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import type { Clients } from './clients.ts';
import { main } from './main.ts';
import type { Outputs } from './outputs.ts';
import { gatesOf } from './refusals.ts';
import { runAgainst } from './testing/run-against.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let outputs: Outputs;
/** Everything that any command printed. */
const said: string[] = [];

beforeAll(async () => {
  engine = await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  aws = runAgainst(engine.endpoint).run.clients;
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** Runs a command as it is typed, with the functions' real code. The gate caches nothing, so that each answer is fresh. */
async function run(
  storage: string,
  ...args: string[]
): Promise<{ code: number; printed: string[]; told: string }> {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await main(
    args,
    {
      AWS_ENDPOINT_URL: engine.endpoint,
      STATE_DIR: folder,
      API: 'both',
      AUTHORIZER_TTL: '0',
      CREDENTIAL_STORAGE: storage,
    },
    join(import.meta.dirname, '..'),
    {
      out: (line) => printed.push(line),
      note: (line) => told.push(line),
      interactive: false,
      draws: false,
      confirm: () => Promise.resolve(false),
    },
  );
  said.push(...printed, ...told);
  return { code, printed, told: told.join('\n') };
}

async function apply(storage: string): Promise<void> {
  expect(await run(storage, 'apply')).toMatchObject({ code: 0 });
  outputs = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'));
}

async function signUp(Username: string): Promise<void> {
  const { userPoolId: UserPoolId, userPoolClientId: ClientId } = outputs;
  const UserAttributes = [{ Name: 'email', Value: Username }];
  await aws.cognito.send(
    new SignUpCommand({ ClientId, Username, Password: 'Correct-horse-1', UserAttributes }),
  );
  await aws.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
}

async function rotated(email: string): Promise<string> {
  const { code, printed } = await run('plain', 'rotate', email);
  expect(code).toBe(0);
  return printed[0] ?? '';
}

async function items() {
  return (await aws.dynamodb.send(new ScanCommand({ TableName: outputs.tableName }))).Items ?? [];
}

async function keyOf(email: string): Promise<string | undefined> {
  return (await items()).find((item) => item['email']?.S === email)?.['authentication']?.S;
}

/** Whether each API of the gate accepts a credential. No origin runs here: 502, 503 or 504 means accepted. */
async function enters(credential: string | undefined): Promise<boolean[]> {
  return Promise.all(
    gatesOf(outputs).map(async ({ url }) => {
      const response = await fetch(`${url}/`, { headers: { authorization: `Basic ${credential}` } });
      await response.arrayBuffer();
      return response.status >= 502;
    }),
  );
}

async function secretOf(FunctionName: string): Promise<string | undefined> {
  const { Environment } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables?.['CREDENTIAL_SECRET'];
}

const [IN, OUT] = [
  [true, true],
  [false, false],
];

test('stores digests: the table opens nothing, and the secret is shown to nobody and kept over deployments', async () => {
  await apply('hashed');
  await signUp('ada@example.com');
  const credential = await rotated('ada@example.com');
  expect(await enters(credential)).toEqual(IN);

  const stolen = (await items()).flatMap((item) => Object.values(item).map(({ S }) => S ?? ''));
  expect(stolen).toEqual(expect.arrayContaining([expect.stringMatching(/^hmac#[\w-]{43}$/)]));
  expect(JSON.stringify(stolen)).not.toContain(credential);
  for (const text of new Set(stolen)) {
    expect(await enters(text)).toEqual(OUT);
    expect(await enters(Buffer.from(text).toString('base64'))).toEqual(OUT);
    expect(await enters(text.replace('hmac#', ''))).toEqual(OUT);
  }

  const secret = await secretOf(outputs.functions.authorizer);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await run('hashed', 'apply')).toMatchObject({
    code: 0,
    told: expect.stringMatching(/Nothing to do/),
  });
  await rm(join(folder, 'outputs.json'));
  await apply('hashed');
  const secrets = await Promise.all(Object.values(outputs.functions).map(secretOf));
  expect(secrets).toEqual([secret, secret, secret]);
  expect(await readFile(join(folder, 'outputs.json'), 'utf8')).not.toContain(secret);
  expect(said.join('\n')).not.toContain(secret);
  expect(await enters(credential)).toEqual(IN);
});

test('gives a function with a wrong or missing secret the one that the others have', async () => {
  const { authorizer, credential } = outputs.functions;
  const secret = await secretOf(authorizer);
  for (const [FunctionName, CREDENTIAL_SECRET] of [
    [authorizer, 'x'.repeat(43)],
    [credential, ''],
  ] as const) {
    const { Environment } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const Variables = { ...Environment?.Variables, CREDENTIAL_SECRET };
    await aws.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
    );
    const plan = await run('hashed', 'plan');
    expect(plan.printed).toContain('    environment CREDENTIAL_SECRET: (secret) → (secret)');
    await apply('hashed');
    expect(await secretOf(FunctionName)).toBe(secret);
  }
});

test('makes each credential anew when a repair moves from digests back to plain', async () => {
  await signUp('off@example.com');
  await run('plain', 'deactivate', 'off@example.com');
  const credential = await rotated('ada@example.com');
  await apply('plain');
  expect(await secretOf(outputs.functions.authorizer)).toBeUndefined();
  expect(await enters(credential)).toEqual(OUT);

  expect(await run('plain', 'repair')).toMatchObject({
    code: 2,
    told: expect.stringContaining('2 credentials are stored as digests, from which nothing leads back'),
  });
  expect(await run('plain', 'repair', '--yes')).toMatchObject({
    code: 0,
    told: expect.stringContaining('Credentials: 2 made anew.'),
  });
  expect(await run('plain', 'repair')).toMatchObject({ code: 0 });
  expect(await enters(credential)).toEqual(OUT);
  expect(await enters(await keyOf('ada@example.com'))).toEqual(IN);
  expect(await enters(await keyOf('off@example.com'))).toEqual(OUT);
  await run('plain', 'activate', 'off@example.com');
  expect(await enters(await keyOf('off@example.com'))).toEqual(IN);
});

test('rejects plain credentials until a repair moves them to digests, and accepts every one afterwards', async () => {
  const credential = await rotated('ada@example.com');
  const off = await rotated('off@example.com');
  await run('plain', 'deactivate', 'off@example.com');
  await apply('hashed');
  expect(await enters(credential)).toEqual(OUT);

  expect(await run('plain', 'repair', '--yes')).toMatchObject({
    code: 0,
    told: expect.stringContaining('Credentials: 2 moved.'),
  });
  expect(await enters(credential)).toEqual(IN);
  expect(await enters(off)).toEqual(OUT);
  expect(await run('plain', 'activate', 'off@example.com')).toMatchObject({ code: 0 });
  expect(await enters(off)).toEqual(IN);
  expect(JSON.stringify(await items())).not.toContain(credential);
  expect(await run('plain', 'repair')).toMatchObject({ code: 0 });
  expect(said.join('\n')).not.toContain(await secretOf(outputs.functions.authorizer));
});

test('rejects an unknown storage in one sentence', async () => {
  expect(await run('clear', 'plan')).toMatchObject({
    code: 1,
    told: 'CREDENTIAL_STORAGE is "clear": give one of plain, hashed.',
  });
});
