import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';

/** Answers with the result of a piece of code: its value, or its error's code. */
const TRIES = `import { execSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
const tries = {
  write: () => fs.writeFileSync('x.txt', '1'),
  writeTask: () => fs.writeFileSync('/var/task/x.txt', '1'),
  writeRoot: () => fs.writeFileSync('/x.txt', '1'),
  writeRuntime: () => fs.writeFileSync('/var/runtime/x.txt', '1'),
  remount: () => execSync('mount -o remount,rw /var/task', { stdio: 'pipe' }).length,
  home: ({ home }) => fs.readdirSync(home).length,
  repository: ({ folder }) => fs.readdirSync(folder).length,
  host: () => fs.readdirSync('/run/host').length,
  processes: () => fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length,
  kill: ({ pid }) => process.kill(pid, 0),
  user: () => [process.getuid(), os.userInfo().username],
  where: () => [process.cwd(), import.meta.url, process.env.LAMBDA_TASK_ROOT, process.env.LAMBDA_RUNTIME_DIR],
  trace: () => new Error('here').stack.split('\\n')[1].trim(),
  keep: () => fs.writeFileSync('/tmp/kept.txt', 'kept'),
  kept: () => fs.readFileSync('/tmp/kept.txt', 'utf8'),
  tmp: () => { const { blocks, bsize } = fs.statfsSync('/tmp'); return (blocks * bsize) / 1024 / 1024; },
  fill: () => {
    const file = fs.openSync('/tmp/full', 'w');
    const piece = Buffer.alloc(8 * 1024 * 1024);
    try { for (let written = 0; written < 700; written += 8) fs.writeSync(file, piece); }
    finally { fs.closeSync(file); fs.unlinkSync('/tmp/full'); }
  },
  list: ({ folder }) => execSync('ls ' + folder, { encoding: 'utf8' }),
  touch: ({ name }) => fs.writeFileSync('/tmp/' + name, ''),
  files: () => {
    const open = [];
    try { for (;;) open.push(fs.openSync('/proc/version', 'r')); }
    catch (error) { return [error.code, open.length <= 1024]; }
    finally { for (const file of open) fs.closeSync(file); }
  },
};
export const handler = async (event) => {
  try { return tries[event.what](event) ?? 'done'; }
  catch (error) { return error.code ?? error.message.split('\\n')[0]; }
};`;

const attempt = (bench: LambdaBench, what: string, event: object = {}, name = 'tries') =>
  bench.invoke(name, { what, ...event }).then(({ payload }) => payload);

let bench: LambdaBench;
let shutIn = false;
// As the engine sets it when it is a program of its own.
const umask = process.umask(0o077);
beforeAll(async () => {
  bench = await openLambdaBench();
  await bench.create('tries', TRIES, { MemorySize: 512, Timeout: 30 });
  const settings = await fetch(`${bench.engine.endpoint}/_gatehouse/settings`);
  shutIn = ((await settings.json()) as { lambdaSandbox: string }).lambdaSandbox === 'namespaces';
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  process.umask(umask);
});

/** Needs a machine with namespaces; elsewhere it is shown as skipped. */
const testShutIn = (name: string, run: () => Promise<void>) =>
  test(name, async () => {
    if (shutIn) await run();
    else process.stdout.write(`Not tried here, no namespaces: ${name}\n`);
  });

describe('a function in the sandbox', () => {
  testShutIn('finds itself at /var/task', async () => {
    expect(await attempt(bench, 'where')).toEqual([
      '/var/task',
      'file:///var/task/index.mjs',
      '/var/task',
      '/var/runtime',
    ]);
    expect(await attempt(bench, 'trace')).toMatch(/\(file:\/\/\/var\/task\/index\.mjs:\d+:\d+\)$/);
  });

  testShutIn('writes nowhere but to /tmp', async () => {
    for (const what of ['write', 'writeTask', 'writeRoot', 'writeRuntime'])
      expect([what, await attempt(bench, what)]).toEqual([what, 'EROFS']);
    expect(await attempt(bench, 'remount')).toMatch(/Command failed/);
  });

  testShutIn('sees neither the home folder nor this repository nor the rest of the machine', async () => {
    expect(await attempt(bench, 'home', { home: homedir() })).toBe('ENOENT');
    expect(await attempt(bench, 'repository', { folder: process.cwd() })).toBe('ENOENT');
    expect(await attempt(bench, 'host')).not.toBeGreaterThan(0);
  });

  testShutIn('sees no process but its own', async () => {
    expect(await attempt(bench, 'processes')).toBeLessThanOrEqual(3);
    expect(await attempt(bench, 'kill', { pid: process.pid })).toBe('ESRCH');
  });

  testShutIn('runs as Lambda’s user', async () => {
    expect(await attempt(bench, 'user')).toEqual([993, 'sbx_user1051']);
  });

  testShutIn('has a /tmp of its own, which stays from one invocation to the next', async () => {
    await attempt(bench, 'keep');
    expect(await attempt(bench, 'kept')).toBe('kept');
    expect(existsSync('/tmp/kept.txt')).toBe(false);
    await bench.create('other', TRIES);
    expect(await attempt(bench, 'kept', {}, 'other')).toBe('ENOENT');
  });

  testShutIn('fills its /tmp and gets ENOSPC, at the size that EphemeralStorage says', async () => {
    expect(await attempt(bench, 'tmp')).toBe(512);
    expect(await attempt(bench, 'fill')).toBe('ENOSPC');
    const settings = { FunctionName: 'tries', EphemeralStorage: { Size: 1024 } };
    const { EphemeralStorage } = await bench.client.send(new UpdateFunctionConfigurationCommand(settings));
    expect(EphemeralStorage).toEqual({ Size: 1024 });
    const waiter = { client: bench.client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.01 };
    await waitUntilFunctionUpdatedV2(waiter, { FunctionName: 'tries' });
    expect(await attempt(bench, 'tmp')).toBe(1024);
    expect(await attempt(bench, 'fill')).toBe('done');
  });

  testShutIn('opens at most 1,024 files', async () => {
    expect(await attempt(bench, 'files')).toEqual(['EMFILE', true]);
  });

  testShutIn('starts at most 1,024 processes and threads, and ends with all of them', async () => {
    await bench.create(
      'bomb',
      `import { spawnSync } from 'node:child_process';
      export const handler = async () => {
        const { status, stderr } = spawnSync('sh', ['-c', 'i=0; while [ $i -lt 1100 ]; do sleep 60 >/dev/null 2>&1 & i=$((i+1)); done'], { encoding: 'utf8' });
        return [status === 0, /fork/i.test(stderr)];
      };`,
      { Timeout: 30, MemorySize: 512 },
    );
    const { payload } = await bench.invoke('bomb');
    expect(payload).toEqual([false, true]);
  });
});

describe.each(['permissions', 'none'] as const)('a function with LAMBDA_SANDBOX=%s', (lambdaSandbox) => {
  let open: LambdaBench;
  let stateDir: string;
  let folder: string;
  beforeAll(async () => {
    stateDir = await mkdtemp(join(process.cwd(), '.stack-sandbox-'));
    folder = await mkdtemp(join(process.cwd(), '.stack-reloaded-'));
    open = await openLambdaBench({ stateDir, lambdaSandbox });
    await open.create('tries', TRIES);
  });
  afterAll(async () => {
    await open[Symbol.asyncDispose]();
    for (const made of [stateDir, folder]) await rm(made, { recursive: true, force: true });
  });
  // A function may use the machine's /tmp, and so everything there: a checkout below it is readable.
  const held = lambdaSandbox === 'permissions' && !process.cwd().startsWith('/tmp/');

  test(`${held ? 'may not write beside its code (AWS: EROFS)' : 'writes beside its code (AWS: EROFS)'}`, async () => {
    expect(await attempt(open, 'write')).toBe(held ? 'ERR_ACCESS_DENIED' : 'done');
  });

  test(`${held ? 'may not read' : 'reads'} home folder and repository (AWS: ENOENT)`, async () => {
    const denied = 'ERR_ACCESS_DENIED';
    expect(await attempt(open, 'home', { home: homedir() })).toEqual(
      lambdaSandbox === 'permissions' ? denied : expect.any(Number),
    );
    expect(await attempt(open, 'repository', { folder: process.cwd() })).toEqual(
      held ? denied : expect.any(Number),
    );
  });

  test('writes to the machine’s /tmp, and starts programs that read everything', async () => {
    expect(await attempt(open, 'list', { folder: process.cwd() })).toContain('package.json');
    const name = `gatehouse-${process.pid}-${lambdaSandbox}`;
    expect(await attempt(open, 'touch', { name })).toBe('done');
    expect(existsSync(`/tmp/${name}`)).toBe(true);
    await rm(`/tmp/${name}`);
  });

  test('logs nothing of Node.js’s warnings about the flags', async () => {
    await open.create('quiet', 'export const handler = async () => console.log("heard");');
    const { log } = await open.invoke('quiet');
    expect(log).toContain('heard');
    expect(log).not.toMatch(/ExperimentalWarning|SecurityWarning|trace-warnings/);
  });

  test('runs from a hot-reloaded folder', async () => {
    await writeFile(join(folder, 'index.mjs'), 'export const handler = async () => "reloaded";');
    await open.create('reloaded', '', { Code: { S3Bucket: 'hot-reload', S3Key: folder } });
    expect((await open.invoke('reloaded')).payload).toBe('reloaded');
  });
});

test('rejects a runtime that AWS has ended, in Lambda’s words', async () => {
  await expect(
    bench.create('old', 'export const handler = 1', { Runtime: 'nodejs18.x' }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'The runtime parameter of nodejs18.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
});
