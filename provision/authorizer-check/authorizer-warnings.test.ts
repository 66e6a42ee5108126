import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { startEngine } from '../../emulator/engine.ts';
import { bundleFunction } from '../../lambdas/bundle.ts';
import { planCommand } from '../commands/plan.ts';
import type { ApiKind } from '../config.ts';
import { silence } from '../reconcile/progress.ts';
import type { Bundle } from '../resources/function.ts';
import { hurriedClock, stackUnderTest } from '../testing/stack-under-test.ts';
import { authorizerWarnings } from './authorizer-warnings.ts';

const SCOPE = {
  app: 'gatehouse',
  stage: 'dev',
  partition: 'aws',
  region: 'us-east-1',
  accountId: '000000000000',
};

/** The function of most examples: it allows a good credential exactly the requested method. */
const EXACT = `export const handler = async (event) => ({
  principalId: 'somebody',
  policyDocument: { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn ?? event.routeArn },
  ] },
});`;

const EXACT_IS_KEPT =
  'the authorizer answers GET /users with a policy of exactly its methodArn, which API Gateway keeps for 60 s: until then it ' +
  'refuses with 403 GET /users/7, which the function would allow. Let its policy speak of the whole stage (…/*), or set AUTHORIZER_TTL=0.';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterEach(() => rm(folder, { recursive: true }));

function packed(code: string): Bundle {
  const zip = zipSync({ 'index.mjs': strToU8(code) });
  return { zip, codeSha256: createHash('sha256').update(zip).digest('base64') };
}

function warningsOf(
  bundle: () => Promise<Bundle>,
  { api = 'rest', ttl = 60, patience = 10_000 }: { api?: ApiKind; ttl?: number; patience?: number } = {},
): Promise<string[]> {
  const config = { api, language: 'nodejs', authorizerTtl: ttl, stage: 'dev', tableName: 'user' } as const;
  return authorizerWarnings({
    config,
    scope: SCOPE,
    bundle,
    kept: join(folder, 'kept', 'found.json'),
    patience,
  });
}

const given = (code: string) => () => Promise.resolve(packed(code));

test.each<ApiKind>(['rest', 'http', 'both'])(
  'warns of nothing in this project’s authorizer, %s',
  async (api) => {
    const root = join(import.meta.dirname, '..', '..');
    expect(await warningsOf(() => bundleFunction('authorizer', { root }), { api })).toEqual([]);
  },
);

test.each<ApiKind>(['rest', 'http', 'both'])(
  'warns of a policy of exactly methodArn while it is cached, %s',
  async (api) => {
    expect(await warningsOf(given(EXACT), { api })).toEqual([EXACT_IS_KEPT]);
    expect(await warningsOf(() => Promise.reject(new Error('It was asked.')), { api, ttl: 0 })).toEqual([]);
  },
);

test('warns of a policy that follows the path without being methodArn', async () => {
  const code = EXACT.replace('event.methodArn ??', "event.methodArn.replace('/GET/', '/*/') ??");
  expect(await warningsOf(given(code))).toEqual([
    expect.stringContaining('answers GET /users with a policy that does not hold for other requests'),
  ]);
});

test('warns of a cached Allow that opens what the function would reject', async () => {
  const code = `export const handler = async ({ methodArn }) => ({ principalId: 'somebody', policyDocument: {
    Version: '2012-10-17',
    Statement: { Effect: methodArn.includes('/POST/') ? 'Deny' : 'Allow', Action: '*', Resource: '*' },
  } });`;
  expect(await warningsOf(given(code))).toEqual([
    expect.stringContaining('until then it lets through POST /users, which the function would refuse.'),
  ]);
});

test('accepts a narrow policy that is the same for every request', async () => {
  const code = EXACT.replace('event.methodArn ??', "event.methodArn.replace(/GET.*|POST.*/, 'GET/*') ??");
  expect(await warningsOf(given(code))).toEqual([]);
});

test.each([
  [
    'throws',
    "export const handler = async () => { throw new Error('no table'); };",
    /whatAllows: no table\.$/,
  ],
  ['does not load', "throw new Error('no module');", /whatAllows: no module\.$/],
  [
    'ends its process',
    'export const handler = async () => process.exit(3);',
    /whatAllows: it ended with code 3/,
  ],
  [
    'answers no policy',
    'export const handler = async () => true;',
    /whatAllows: it answers a good credential with no policy/,
  ],
  [
    'never answers',
    'export const handler = () => { for (;;); };',
    /whatAllows: it has not answered within 500 ms/,
  ],
])('reports a function that %s, without failing', async (_what, code, said) => {
  const text = 'the authorizer could not be asked what it allows, so nobody knows what a kept answer does';
  expect(await warningsOf(given(code), { patience: code.includes('for (;;)') ? 500 : 10_000 })).toEqual([
    expect.stringMatching(new RegExp(said.source.replace('whatAllows', text))),
  ]);
});

test('remembers a result for the same code, and asks again for other code', async () => {
  const { codeSha256 } = packed(EXACT);
  expect(await warningsOf(given(EXACT))).toEqual([EXACT_IS_KEPT]);
  expect(await warningsOf(() => Promise.resolve({ zip: new Uint8Array(), codeSha256 }))).toEqual([
    EXACT_IS_KEPT,
  ]);
  expect(await warningsOf(given(EXACT.replace('event.methodArn ??', "'*' ??")))).toEqual([]);
});

test('prints it in the plan, as text and as JSON, before anything is made', async () => {
  await using engine = await startEngine();
  const { config } = stackUnderTest(engine.endpoint, folder);
  const parts = {
    progress: silence,
    clock: hurriedClock(),
    random: () => 0.5,
    adopt: false,
    bundle: given(EXACT),
  };
  const printed: string[] = [];
  const terminal = {
    out: (line: string) => printed.push(line),
    note: () => undefined,
    interactive: false,
    draws: false,
    confirm: () => Promise.reject(new Error('Nobody was to be asked.')),
  };
  await planCommand(config, parts, terminal, false);
  expect(printed).toContain(`! ${EXACT_IS_KEPT}`);
  printed.length = 0;
  await planCommand(config, parts, terminal, true);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({ warnings: [EXACT_IS_KEPT] });
});
