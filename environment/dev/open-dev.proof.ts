import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import { readConfig } from '../../provision/config.ts';
import type { Outputs } from '../../provision/outputs.ts';
import { silence } from '../../provision/reconcile/progress.ts';
import { hasChanges } from '../../provision/reconcile/render.ts';
import { systemClock } from '../../provision/reconcile/wait.ts';
import { bundles, openSession } from '../../provision/session.ts';
import { newCredential } from '../person.ts';
import { birthOf } from '../processes/birth.ts';
import { ensureRunning, type Program, running, stop } from '../processes/program.ts';
import { PROGRAM_OPTIONS, PROGRAMS } from '../programs.mjs';
import { type Dev, openDev } from './open-dev.ts';
import { keptLines } from './testing/kept-lines.ts';

const SECRET = 'the-secret-of-the-gateway';
const checkout = join(import.meta.dirname, '../..');
const lines: string[] = [];
const terminal = keptLines(lines);
let root: string;
let engine: Engine;
let origin: Program;
let outputs: Outputs;
let credential: string;
let dev: Dev;

/** A copy of the sources, provisioned in a separate engine, with its own origin, and watched. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-dev-'));
  for (const name of ['lambdas', 'mock-origin', 'provision', 'tsconfig.json', 'package-lock.json'])
    await cp(join(checkout, name), join(root, name), { recursive: true });
  await symlink(join(checkout, 'node_modules'), join(root, 'node_modules'), 'dir');
  const options = { ...PROGRAM_OPTIONS, absWorkingDir: root, entryPoints: { origin: PROGRAMS.origin } };
  const [started] = await Promise.all([startEngine(), build({ ...options, logLevel: 'silent' })]);
  engine = started;
  const stateDir = join(root, '.stack');
  const env = { PATH: process.env['PATH'] ?? '', PORT: '0', ORIGIN_SECRET: SECRET };
  origin = { name: 'origin', file: join(root, 'build/origin.mjs'), stateDir, env };
  const { url, stay } = await ensureRunning(origin);
  stay();
  outputs = await provisioned(url, async (session) => session.apply(await session.plan()));
  credential = await newCredential(outputs);
  dev = await openDev({ root, outputs, origin, terminal });
  await dev.idle();
});

afterAll(async () => {
  await dev[Symbol.asyncDispose]();
  await stop(origin.stateDir, 'origin');
  await engine[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

/** Does something in a session of the provision program. The authorizer's verdicts are not cached, so each request runs it. */
async function provisioned<T>(
  originUrl: string,
  work: (session: Awaited<ReturnType<typeof openSession>>) => Promise<T>,
): Promise<T> {
  const env = { AWS_ENDPOINT_URL: engine.endpoint, ORIGIN_URL: originUrl, ORIGIN_SECRET: SECRET };
  const config = readConfig({ ...env, STATE_DIR: '.stack', AUTHORIZER_TTL: '0' }, root);
  using session = await openSession(config, {
    progress: silence,
    clock: systemClock,
    random: () => 0.5,
    adopt: false,
    bundle: bundles(config).of,
  });
  return await work(session);
}

async function edit(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(root, path), 'utf8');
  expect(text).toMatch(from);
  await writeFile(join(root, path), text.replace(from, to));
}

/** Waits for a line with these words since `since`, and returns it. */
async function printed(words: RegExp, since: number): Promise<string> {
  for (;;) {
    const line = lines.slice(since).find((text) => words.test(text));
    if (line !== undefined) return line;
    await delay(2);
  }
}

async function ask(): Promise<{ status: number; user: string | null; version: string | null }> {
  const answer = await fetch(`${outputs.apiUrl}/whoami`, {
    headers: { authorization: `Basic ${credential}` },
  });
  await answer.text();
  return {
    status: answer.status,
    user: answer.headers.get('x-origin-user'),
    version: answer.headers.get('x-version'),
  };
}

/** Calls through the gate, two at a time, from now until `end`, which returns all answers. */
function load(): { end(): Promise<Awaited<ReturnType<typeof ask>>[]> } {
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  let going = true;
  const callers = Array.from({ length: 2 }, async () => {
    while (going) answers.push(await ask());
  });
  return {
    async end() {
      going = false;
      await Promise.all(callers);
      return answers;
    },
  };
}

test('swaps saved code of functions and origin in under load, and answers every request', async () => {
  const calls = load();
  for (const mark of ['-one', '-two']) {
    const since = lines.length;
    await edit(
      'lambdas/authorizer/judge.ts',
      /username(: `.*?`)?, email, sub \}/,
      `username: \`\${username}${mark}\`, email, sub }`,
    );
    expect(await printed(/^ {2}authorizer +saved →/, since)).toMatch(
      /saved → first answer by new code \d+ ms \(built \d+ ms, updated \d+ ms, answered \d+ ms\)$/,
    );
    expect((await ask()).user).toMatch(new RegExp(`${mark}$`));
  }
  for (const version of ['1', '2']) {
    const since = lines.length;
    await edit(
      'mock-origin/app.ts',
      /(response\.setHeader\('x-version', '\d'\);)?\n {2}next\(\);/,
      `response.setHeader('x-version', '${version}');\n  next();`,
    );
    expect(await printed(/^ {2}origin +saved →/, since)).toMatch(/saved → first answer by new code \d+ ms/);
    expect((await ask()).version).toBe(version);
  }
  const answers = await calls.end();
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([null, '1', '2']));
  expect(answers.at(-1)?.user).toMatch(/-two$/);
});

test('deploys the sources of all three functions when saved, and nothing for an unrelated file', async () => {
  const since = lines.length;
  await writeFile(join(root, 'lambdas/shared/log.test.ts'), '// Nothing runs this.');
  await edit('lambdas/shared/log.ts', 'JSON.stringify(entry)', 'JSON.stringify({ ...entry, saved: true })');
  await printed(/^ {2}authorizer +saved →/, since);
  await printed(/^ {2}credential +saved →/, since);
  await printed(/^ {2}post-confirmation +saved →/, since);
  await dev.idle();
  expect(lines.slice(since).filter((line) => /^ {2}\S+ +saved →/.test(line))).toHaveLength(3);
});

test('reports an error with file and line, keeps the old code, and deploys the next good save', async () => {
  const since = lines.length;
  await edit('lambdas/authorizer/judge.ts', 'export async function judge', 'export async function = judge');
  expect(await printed(/^ {2}authorizer +not swapped/, since)).toMatch(/: the code before goes on$/);
  expect(lines.slice(since).join('\n')).toMatch(/lambdas\/authorizer\/judge\.ts:\d+:\d+/);
  expect((await ask()).status).toBe(200);
  expect(dev.behind()).toEqual(['authorizer']);

  // A missing file is looked for again when one comes.
  await edit('lambdas/authorizer/judge.ts', 'function = judge', 'function judge');
  await edit('lambdas/authorizer/index.ts', 'const config', "import '../fresh/new.ts';\nconst config");
  await printed(/Could not resolve/, since);
  await cp(join(root, 'lambdas/shared'), join(root, 'lambdas/fresh'), { recursive: true });
  await writeFile(join(root, 'lambdas/fresh/new.ts'), "console.log('fresh');\n");
  await printed(/^ {2}authorizer +saved →/, since);
  expect(dev.behind()).toEqual([]);
  expect((await ask()).status).toBe(200);
});

test('reports new code that fails at once', async () => {
  const since = lines.length;
  await edit(
    'lambdas/authorizer/index.ts',
    'const config',
    "throw new Error('It is broken.');\nconst config",
  );
  expect(await printed(/and fails/, since)).toMatch(
    /saved → new code is in place, and fails: Error: It is broken\. at .*index\.ts/,
  );
  await edit('lambdas/authorizer/index.ts', "throw new Error('It is broken.');\n", '');
  await printed(/^ {2}authorizer +saved →.*\)$/, lines.length);
});

test('keeps the old origin if the new one does not start', async () => {
  const since = lines.length;
  const before = await running(origin.stateDir, 'origin');
  await edit(
    'mock-origin/main.ts',
    'async function main',
    "throw new Error('No origin today.');\nasync function main",
  );
  await printed(/^ {2}origin +not swapped/, since);
  expect(lines.slice(since).join('\n')).toMatch(/origin +-.*No origin today\./s);
  expect((await ask()).status).toBe(200);
  expect(await running(origin.stateDir, 'origin')).toEqual(before);
  await edit('mock-origin/main.ts', "throw new Error('No origin today.');\n", '');
  await printed(/^ {2}origin +saved: the code is the same/, since);
});

test('shows a request as one stream of lines with one id, without our own calls and credentials', async () => {
  const since = lines.length;
  await ask();
  const gate = await printed(/ gate .* GET \/whoami → 200 allowed/, since);
  const id = /gate +(\w{8})/.exec(gate)?.[1];
  for (const words of ['START RequestId', '"outcome":"allowed"', 'END RequestId', 'REPORT RequestId'])
    await printed(new RegExp(` ${id} .*${words}`), since);
  const all = lines.join('\n');
  for (const secret of [credential, SECRET, 'nobody']) expect(all).not.toContain(secret);
});

test('leaves no process but the origin, and no difference in a plan', async () => {
  const then = await running(origin.stateDir, 'origin');
  const since = lines.length;
  await edit('mock-origin/app.ts', "'x-version', '2'", "'x-version', '3'");
  await printed(/^ {2}origin +saved →/, since);
  await dev[Symbol.asyncDispose]();
  expect(await birthOf(then?.pid ?? 0)).toBeUndefined();
  expect(await ensureRunning(origin)).toMatchObject({ started: false });
  const plan = await provisioned(outputs.originUrl, (session) => session.plan());
  expect(hasChanges(plan)).toBe(false);
  const silent = lines.length;
  await edit('lambdas/authorizer/judge.ts', '-two', '-three');
  expect((await ask()).user).toMatch(/-two$/);
  expect(lines).toHaveLength(silent);
});
