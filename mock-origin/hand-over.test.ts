import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';

const SECRET = 'the-secret-of-the-gateway';
const root = join(import.meta.dirname, '..');
let folder: string;
let file: string;
let child: ChildProcess;
let url: string;
/** The process that answers, and those before it. */
const pids: number[] = [];
let said = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-origin-'));
  file = join(folder, 'origin.mjs');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await build({
    entryPoints: [join(root, 'mock-origin/main.ts')],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  child = spawn(process.execPath, [file], { env: { PORT: '0', ORIGIN_SECRET: SECRET } });
  pids.push(child.pid ?? 0);
  child.stdout?.setEncoding('utf8').on('data', (words: string) => {
    said += words;
  });
  await saying(/listens on/);
  url = /http:\S+/.exec(said)?.[0] ?? '';
});

afterAll(async () => {
  for (const pid of pids) if (isThere(pid)) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until the origin has printed so many lines. */
async function saying(words: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = words.exec(said);
    if (found) return found;
    await once(child.stdout ?? process.stdin, 'data');
  }
}

/** Makes the origin's program answer `/health` with this word from now on. */
async function write(word: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(/status: "\w+"/, `status: "${word}"`));
}

async function handOver(): Promise<void> {
  said = '';
  process.kill(pids[0] ?? 0, 'SIGUSR2');
  const [, pid] = await saying(/process (\d+) took over/);
  pids.unshift(Number(pid));
}

function ask(agent: Agent, path = '/health'): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${url}${path}`, { agent, headers: { 'x-origin-secret': SECRET } }, (answer) =>
      text(answer).then(resolve, reject),
    ).once('error', reject);
  });
}

test('hands over under load, and no request is lost or answered by old code afterwards', async () => {
  // Keeps connections like a gateway, and closes those that are idle for a while.
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let going = true;
  const answers: string[] = [];
  const callers = Array.from({ length: 8 }, async () => {
    while (going) answers.push(await ask(agent));
  });
  for (const word of ['second', 'third']) {
    await write(word);
    await handOver();
    for (let call = 0; call < 20; call += 1) expect(JSON.parse(await ask(agent))).toEqual({ status: word });
  }
  going = false;
  await Promise.all(callers);
  expect(new Set(answers)).toEqual(
    new Set(['ok', 'second', 'third'].map((status) => `{"status":"${status}"}`)),
  );
  agent.destroy();
});

test('takes nothing over if the new program does not start', async () => {
  const good = await readFile(file, 'utf8');
  await writeFile(file, 'throw new Error("It is broken.");');
  said = '';
  process.kill(pids[0] ?? 0, 'SIGUSR2');
  const [, pid] = await saying(/did not come up; process (\d+) goes on/);
  expect(Number(pid)).toBe(pids[0]);
  const agent = new Agent();
  expect(await ask(agent)).toBe('{"status":"third"}');
  // And the next one may.
  await writeFile(file, good);
  await handOver();
  expect(await ask(agent)).toBe('{"status":"third"}');
});

test('receives a large request on an old connection whole', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await ask(agent);
  await handOver();
  const people = JSON.parse(await ask(agent, '/users?count=100&seed=1')) as unknown[];
  expect(people).toHaveLength(100);
  agent.destroy();
});
