import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnEngine } from './testing/engine-process.ts';
import type { Writer } from './testing/writers/writer.ts';
import { makeWriters } from './testing/writers/writers.ts';

// The system itself refuses what makes a file longer than this limit, in the midst of a write; only Linux can change it from outside.
// Shown as skipped elsewhere.
const PRLIMIT = '/usr/bin/prlimit';
const onLinux = existsSync(PRLIMIT) ? test : test.skip;

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-full-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  execFileSync(PRLIMIT, ['--pid', String(pid), `--fsize=${bytes}:`]);
}

/** How long LevelDB's log is now, in bytes. */
async function lengthOfItemLog(): Promise<number> {
  const folder = join(stateDir, 'dynamodb');
  const logs = (await readdir(folder)).filter((name) => /^\d+\.log$/.test(name)).sort();
  return (await stat(join(folder, logs.at(-1) ?? ''))).size;
}

async function write(writer: Writer): Promise<{ status: number; message: string }> {
  try {
    writer.tried += 1;
    await writer.write(writer.tried);
    writer.answered = writer.tried;
    return { status: 200, message: '' };
  } catch (error) {
    const { $metadata, message } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { status: $metadata?.httpStatusCode ?? 0, message };
  }
}

onLinux(
  'refuses calls with 500 while the disk is full, continues once it has room, and loses nothing acknowledged',
  async () => {
    let writers: Writer[];
    {
      await using engine = await spawnEngine({ STATE_DIR: stateDir });
      writers = await makeWriters(engine.endpoint);
      for (let round = 0; round < 5; round += 1)
        for (const writer of writers)
          expect([writer.name, await write(writer)]).toMatchObject([writer.name, { status: 200 }]);
      for (const more of [0, 5, 60]) {
        // DynamoDB's log is cut in the midst of a record; all other files are longer than this already.
        limitFiles(engine.pid, (await lengthOfItemLog()) + more);
        for (const writer of writers) {
          // Sessions are kept nowhere; all others cannot say that something is kept.
          if (writer.name === 'sts') continue;
          const { status, message } = await write(writer);
          expect([writer.name, status, message]).toEqual([
            writer.name,
            500,
            expect.stringMatching(/The disk does not take the (?:state|items|code)/),
          ]);
          // Items can be read until the journal is refused something as well.
          if (writer.name === 'dynamodb') expect(await writer.read()).toBe(writer.answered);
        }
        limitFiles(engine.pid, 'unlimited');
        for (const writer of writers)
          for (let times = 0; times < 3; times += 1)
            expect([writer.name, await write(writer)]).toMatchObject([writer.name, { status: 200 }]);
      }
      await engine.kill();
    }
    await using engine = await spawnEngine({ STATE_DIR: stateDir });
    writers = await makeWriters(engine.endpoint, writers);
    for (const writer of writers)
      expect([writer.name, await writer.read()]).toEqual([writer.name, writer.tried]);
    for (const writer of writers) writer.end();
  },
  240_000,
);

test('ends with one sentence at a changed byte, and continues with RECOVER', async () => {
  let writers: Writer[];
  {
    await using engine = await spawnEngine({ STATE_DIR: stateDir, DURABILITY: 'power' });
    writers = await makeWriters(engine.endpoint);
    for (let round = 0; round < 5; round += 1) for (const writer of writers) await write(writer);
    await engine.kill();
  }
  const folder = join(stateDir, 'journal');
  const [log = ''] = (await readdir(folder)).filter((name) => name.startsWith('log-'));
  const path = join(folder, log);
  const bytes = await readFile(path);
  const at = bytes.length - 50;
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  await writeFile(path, bytes);

  const failure = await spawnEngine({ STATE_DIR: stateDir }).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(Error);
  const { message } = failure as Error;
  expect(message.split('\n')).toHaveLength(1);
  expect(message).toContain(path);
  expect(message).toContain('RECOVER=1');

  {
    await using engine = await spawnEngine({ STATE_DIR: stateDir, RECOVER: '1' });
    writers = await makeWriters(engine.endpoint, writers);
    for (const writer of writers) {
      const kept = await writer.read();
      // Only the last change was spoilt.
      expect([writer.name, writer.answered - kept <= 1]).toEqual([writer.name, true]);
      writer.tried = kept;
      expect([writer.name, await write(writer)]).toMatchObject([writer.name, { status: 200 }]);
    }
    await engine.kill();
  }
  expect((await stat(`${path}.damaged`)).size).toBe(bytes.length);
  await using engine = await spawnEngine({ STATE_DIR: stateDir });
  writers = await makeWriters(engine.endpoint, writers);
  for (const writer of writers)
    expect([writer.name, await writer.read()]).toEqual([writer.name, writer.tried]);
  for (const writer of writers) writer.end();
});
