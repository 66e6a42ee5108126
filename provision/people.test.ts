import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { RemovePermissionCommand } from '@aws-sdk/client-lambda';
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

beforeAll(async () => {
  engine = await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  aws = runAgainst(engine.endpoint).run.clients;
  expect(await run('apply')).toMatchObject({ code: 0 });
  outputs = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'));
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** Runs a command as it is typed, with the functions' real code. */
async function run(...args: string[]): Promise<{ code: number; printed: string[]; told: string[] }> {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await main(
    args,
    { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: folder, API: 'both' },
    join(import.meta.dirname, '..'),
    {
      out: (line) => printed.push(line),
      note: (line) => told.push(line),
      interactive: false,
      draws: false,
      confirm: () => Promise.resolve(false),
    },
  );
  return { code, printed, told };
}

async function signUp(Username: string): Promise<void> {
  const { userPoolId: UserPoolId, userPoolClientId: ClientId } = outputs;
  const UserAttributes = [{ Name: 'email', Value: Username }];
  await aws.cognito.send(
    new SignUpCommand({ ClientId, Username, Password: 'Correct-horse-1', UserAttributes }),
  );
  await aws.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
}

async function credentialOf(email: string): Promise<string | undefined> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: outputs.tableName }));
  return Items.find((item) => item['email']?.S === email)?.['authentication']?.S;
}

/** The status that each API of the gate answers, the REST API first. */
function knocks(credential: string | undefined): Promise<number[]> {
  return Promise.all(
    gatesOf(outputs).map(async ({ url }) => {
      const response = await fetch(`${url}/`, { headers: { authorization: `Basic ${credential}` } });
      await response.arrayBuffer();
      return response.status;
    }),
  );
}

test('finds a person confirmed while the trigger failed, shows them first, and gives them one credential', async () => {
  const { functions } = outputs;
  await signUp('served@example.com');
  expect(await run('repair')).toMatchObject({ code: 0, printed: [] });

  await aws.lambda.send(
    new RemovePermissionCommand({ FunctionName: functions.postConfirmation, StatementId: 'user-pool' }),
  );
  await expect(signUp('lost@example.com')).rejects.toThrow(/PostConfirmation invocation failed/);
  const dry = await run('repair');
  expect(dry).toMatchObject({
    code: 2,
    printed: [expect.stringMatching(/^[0-9a-f-]{36} {2}lost@example\.com$/)],
  });
  expect(await credentialOf('lost@example.com')).toBeUndefined();

  expect(await run('repair', '--yes')).toMatchObject({ code: 0 });
  const credential = await credentialOf('lost@example.com');
  expect(credential).toMatch(/^[A-Za-z0-9+/=]+$/);
  expect(await run('repair')).toMatchObject({ code: 0, printed: [] });
  expect(await credentialOf('lost@example.com')).toBe(credential);
  expect(await run('apply')).toMatchObject({ code: 0 });
});

test('rejects a person from the next request on, although answers are cached, and accepts them again', async () => {
  await signUp('ada@example.com');
  const credential = await credentialOf('ada@example.com');
  // No origin runs here: 502, 503 or 504 means that the gate accepted the request.
  const through = await knocks(credential);
  expect(Math.min(...through)).toBeGreaterThan(500);

  const off = await run('deactivate', 'ada@example.com');
  expect(off).toMatchObject({
    code: 0,
    told: [expect.anything(), expect.stringMatching(/ is now inactive\.$/)],
  });
  expect(await knocks(credential)).toEqual([401, 403]);
  expect((await run('deactivate', 'ada@example.com')).told.at(-1)).toMatch(/ is already inactive\.$/);

  expect((await run('activate', 'ada@example.com')).told.at(-1)).toMatch(/ is now active\.$/);
  expect(await knocks(credential)).toEqual(through);
  expect(JSON.stringify(off)).not.toContain(credential);
});

test('reports an unknown person, or one without a credential, in one sentence', async () => {
  expect(await run('activate', 'nobody@example.com')).toMatchObject({
    code: 1,
    told: [expect.anything(), expect.stringMatching(/^nobody@example\.com has no credential/)],
  });
});
