import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openLambdaBench, openLambdaClients } from './testing/lambda-bench.ts';

interface Listed {
  pid: number;
  parent: number;
}

/** This machine's processes; an ended one stays until its parent has noticed. */
function processes(): Listed[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return listed
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** All child processes of one, and theirs. */
function below(pid: number): number[] {
  const all = processes();
  const found: number[] = [];
  for (let parents = [pid]; parents.length > 0; ) {
    const children = all.filter(({ parent }) => parents.includes(parent)).map((child) => child.pid);
    found.push(...children);
    parents = children;
  }
  return found;
}

const isGone = (pid: number) => !processes().some((running) => running.pid === pid);

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It never came to pass that ${what}.`);
}

test('1,000 invocations of a function that crashes half the time: every caller gets its own answer', async () => {
  await using bench = await openLambdaBench();
  await bench.create(
    'coin',
    `export const handler = async ({ n, crash }) => {
      if (crash) process.exit(3);
      return n;
    };`,
    { Timeout: 30 },
  );
  let next = 0;
  const outcomes = { answered: 0, crashed: 0 };
  async function caller(): Promise<void> {
    while (next < 1000) {
      const n = next++;
      const crash = n % 2 === 1;
      const { payload, functionError, requestId, log } = await bench.invoke('coin', { n, crash });
      if (crash) {
        expect(functionError).toBe('Unhandled');
        expect(payload).toMatchObject({ errorMessage: expect.stringContaining(requestId ?? '') });
        outcomes.crashed += 1;
      } else {
        // The log is there to be shown when this fails.
        expect({ payload, functionError, log }).toEqual({ payload: n, functionError: undefined, log });
        outcomes.answered += 1;
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, caller));
  expect(outcomes).toEqual({ answered: 500, crashed: 500 });
}, 240_000);

test('environments killed at random under load: no caller hangs, no answer is mixed up, nothing is left', async () => {
  let codeFolder = '';
  const pids: number[] = [];
  {
    // In namespaces, process ids are the function's own.
    await using bench = await openLambdaBench({ lambdaSandbox: 'none' });
    await bench.create(
      'victim',
      `
      export const handler = async ({ n, pid, folder }) => {
        if (folder) return process.env.LAMBDA_TASK_ROOT;
        if (pid) return process.pid;
        await new Promise((resolve) => setTimeout(resolve, n % 7));
        return n;
      };
    `,
      { Timeout: 5 },
    );
    codeFolder = String((await bench.invoke('victim', { folder: true })).payload);
    expect(existsSync(codeFolder)).toBe(true);
    let over = false;
    const killer = (async () => {
      while (!over) {
        const { payload } = await bench.invoke('victim', { pid: true });
        if (typeof payload === 'number') {
          pids.push(payload);
          try {
            process.kill(payload, 'SIGKILL');
          } catch {
            // Another kill was quicker.
          }
        }
      }
    })();
    let next = 0;
    let answered = 0;
    const caller = async () => {
      while (next < 300) {
        const n = next++;
        const { payload, functionError, requestId } = await bench.invoke('victim', { n });
        if (functionError)
          expect(payload).toMatchObject({
            errorType: 'Runtime.ExitError',
            errorMessage: expect.stringContaining(requestId ?? ''),
          });
        else {
          expect(payload).toBe(n);
          answered += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, caller));
    over = true;
    await killer;
    expect(answered).toBeGreaterThan(0);
    for (const pid of pids) await until('the engine took notice of a death', () => isGone(pid));
    expect((await bench.invoke('victim', { n: 1 })).payload).toBe(1);
  }
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) expect(isGone(pid)).toBe(true);
  expect(existsSync(join(codeFolder, '..', '..'))).toBe(false);
});

test('a reset ends every environment at once', async () => {
  await using bench = await openLambdaBench({ lambdaSandbox: 'none' });
  await bench.create('f', 'export const handler = async () => process.pid;');
  const { payload } = await bench.invoke('f');
  await fetch(`${bench.engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  await until('the process was gone', () => isGone(payload as number));
  await expect(bench.invoke('f')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each(['none', 'auto'])(
  'an engine that is killed leaves no function process and no temporary folder, even of an endless loop (LAMBDA_SANDBOX=%s)',
  async (sandbox) => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
    // A process of its own, so that it can be killed without warning.
    const engine = spawn(process.execPath, ['--import', 'tsx', 'emulator/main.ts'], {
      env: { PATH: process.env['PATH'], PORT: '0', TMPDIR: folder, LAMBDA_SANDBOX: sandbox },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [first] = (await once(engine.stdout, 'data')) as [Buffer];
    const endpoint = /http:\S+/.exec(first.toString())?.[0] ?? '';
    using clients = await openLambdaClients(endpoint);
    await clients.create(
      'loop',
      `export const handler = async () => {
      console.log('loops');
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (;;);
    };`,
      { Timeout: 600 },
    );
    const events = await fetch(`${endpoint}/_gatehouse/events?type=log`);
    const looping = clients.invoke('loop').catch(() => 'cut off');
    for await (const chunk of events.body ?? []) if (Buffer.from(chunk).includes('loops')) break;
    const children = below(engine.pid ?? 0);
    expect(children.length).toBeGreaterThan(1);
    engine.kill('SIGKILL');
    expect(await looping).toBe('cut off');
    for (const pid of children) await until('its processes were gone', () => isGone(pid));
    await until('the temporary folder was gone', async () =>
      (await readdir(folder)).every((name) => !name.startsWith('gatehouse-lambda-')),
    );
    await rm(folder, { recursive: true, force: true });
  },
);
