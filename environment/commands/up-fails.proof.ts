import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { birthOf } from '../processes/birth.ts';
import { readRecord } from '../processes/record.ts';

const root = join(import.meta.dirname, '..', '..');
let base: string;
let stateDir: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gatehouse-up-'));
  stateDir = join(base, 'my state');
});
afterEach(async () => {
  await ended(make('down'));
  await rm(base, { recursive: true, force: true });
});

/** One command of the environment, as make starts it: the leader of a process group, which a terminal's Ctrl-C reaches. */
function make(command: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [join(root, 'build', 'environment.mjs'), command], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      STATE_DIR: stateDir,
      PORT: '0',
      ORIGIN_PORT: '0',
      ENGINE: 'embedded',
      // Both programs inherit it, so it distinguishes them from others.
      TMPDIR: base,
      ...env,
    },
  });
}

async function ended(
  child: ChildProcess,
): Promise<{ code: number | null; said: string; complained: string }> {
  const [[code], said, complained] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
  ]);
  return { code, said, complained };
}

/** The programs that `up` has started here, as the system lists them. */
async function left(): Promise<string[]> {
  const listed = execFileSync('ps', ['-eo', 'pid=,args=', '-ww', 'e'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return listed.split('\n').filter((line) => line.includes(base) && /build\/(engine|origin)\.mjs/.test(line));
}

/** Waits until nothing is left; a process needs time to end. The test's own limit bounds it. */
async function untilNothingLeft(): Promise<void> {
  while ((await left()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('leaves no origin behind if the engine’s port is taken, and the next run succeeds', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const PORT = String((other.address() as { port: number }).port);
  const { code, said, complained } = await ended(make('up', { PORT }));
  expect(code).toBe(1);
  expect(complained).toBe(
    `Port ${PORT} is in use, so the engine cannot start: stop what uses it, or choose another with PORT=<port>.\n`,
  );
  expect(said.split('\n')).toHaveLength(2);
  expect(await left()).toEqual([]);
  other.close();
  await once(other, 'close');

  const again = await ended(make('up', { PORT }));
  expect(again).toMatchObject({ code: 0 });
  expect(again.said).toContain(`make down STATE_DIR='${stateDir}'`);
  expect(await left()).toHaveLength(2);
});

test('keeps what ran before when a run fails', async () => {
  expect((await ended(make('up'))).code).toBe(0);
  const [engine, origin] = await Promise.all([
    readRecord(stateDir, 'engine'),
    readRecord(stateDir, 'origin'),
  ]);
  // An invalid API makes the provision program fail.
  const { code } = await ended(make('up', { API: 'neither' }));
  expect(code).toBe(1);
  expect(await readRecord(stateDir, 'engine')).toEqual(engine);
  expect(await birthOf(engine?.pid ?? 0)).toBe(engine?.birth);
  expect(await birthOf(origin?.pid ?? 0)).toBe(origin?.birth);
});

test('leaves nothing running when provisioning fails', async () => {
  const { code } = await ended(make('up', { API: 'neither' }));
  expect(code).toBe(1);
  expect(await left()).toEqual([]);
});

/** Moments of a run, by what it has printed or written by then. */
const MOMENTS: Record<string, (child: ChildProcess) => Promise<void>> = {
  'at once': async () => undefined,
  'as the first program starts': async () => {
    while (
      !(await readdir(join(stateDir, 'run')).catch((): string[] => [])).some((name) => name.endsWith('.json'))
    )
      await new Promise((resolve) => setTimeout(resolve, 1));
  },
  'while it provisions': async (child) => {
    let said = '';
    while (!said.includes('origin  http')) said += String((await once(child.stdout ?? child, 'data'))[0]);
  },
};

for (const [moment, reached] of Object.entries(MOMENTS)) {
  test(`Ctrl-C ${moment} leaves nothing running, and the next run succeeds`, async () => {
    const child = make('up');
    await reached(child);
    const outcome = ended(child);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const { complained } = await outcome;
    // Before it has read its own code, Node.js ends silently.
    if (moment !== 'at once')
      expect(complained).toContain(
        'Interrupted: what this run had started is stopped; run it again to go on.\n',
      );
    await untilNothingLeft();
    expect(await ended(make('up'))).toMatchObject({ code: 0 });
  });

  test(`kill -9 ${moment} leaves nothing running, and the next run succeeds`, async () => {
    const child = make('up');
    await reached(child);
    const outcome = ended(child);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await outcome;
    await untilNothingLeft();
    expect(await ended(make('up'))).toMatchObject({ code: 0 });
  });
}

test('does the work once when run twice at the same time, and the other run says so', async () => {
  const outcomes = await Promise.all([ended(make('up')), ended(make('up'))]);
  const [did, refused] = outcomes.sort((one, other) => (one.code ?? 0) - (other.code ?? 0));
  expect(did?.code).toBe(0);
  expect(refused?.complained).toMatch(
    /^Another command is changing this environment( \(process \d+\))?: wait until it has ended\.\n$/,
  );
  expect(await left()).toHaveLength(2);
});

test('hides a state folder from git, wherever it is', async () => {
  await mkdir(base, { recursive: true });
  execFileSync('git', ['init', '--quiet', base]);
  await writeFile(join(base, 'mine'), '');
  expect((await ended(make('up'))).code).toBe(0);
  expect(execFileSync('git', ['-C', base, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('?? mine\n');
  await ended(make('down'));
  expect(await readFile(join(stateDir, '.gitignore'), 'utf8')).toBe('*\n');
  expect((await ended(make('reset'))).code).toBe(0);
  expect(await readdir(base)).toEqual(['.git', 'mine']);
});
