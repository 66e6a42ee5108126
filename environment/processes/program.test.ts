import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { birthOf } from './birth.ts';
import { ensureRunning, running, stop } from './program.ts';
import { readRecord, writeRecord } from './record.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'programs-'));
});
afterEach(async () => {
  await stop(stateDir, 'engine');
  await rm(stateDir, { recursive: true });
});

async function program(source: string, env: Record<string, string> = {}) {
  const file = join(stateDir, 'program.mjs');
  await writeFile(file, source);
  return { name: 'engine' as const, file, env, stateDir };
}

const READY = 'setInterval(() => {}, 1000); process.send({ url: "http://127.0.0.1:1" });';

test('starts a program once, leaves it alone while it is up, and stops it', async () => {
  const given = await program(READY);
  const first = await ensureRunning(given);
  expect(first).toMatchObject({ url: 'http://127.0.0.1:1', started: true });
  first.stay();
  const record = await running(stateDir, 'engine');
  expect(await ensureRunning(given)).toMatchObject({ url: 'http://127.0.0.1:1', started: false });
  expect(await running(stateDir, 'engine')).toEqual(record);

  expect(await stop(stateDir, 'engine')).toBe(true);
  expect(await birthOf(record?.pid ?? 0)).toBeUndefined();
  expect(await stop(stateDir, 'engine')).toBe(false);
});

test('replaces an outdated program: new code, or other settings', async () => {
  await ensureRunning(await program(READY));
  expect((await ensureRunning(await program(`${READY}// newer`))).started).toBe(true);
  expect((await ensureRunning(await program(`${READY}// newer`, { PORT: '1' }))).started).toBe(true);
  expect((await ensureRunning(await program(`${READY}// newer`, { PORT: '1' }))).started).toBe(false);
});

test('reports a program that does not start in one sentence, with its output, and leaves no record', async () => {
  const given = await program('console.error("No luck today."); process.exit(3);');
  await expect(ensureRunning(given)).rejects.toThrow('The engine did not start: No luck today.');
  expect(await readRecord(stateDir, 'engine')).toBeUndefined();
});

test('names a taken port and the variable that changes it', async () => {
  const given = await program('process.send({ taken: 4566 }, () => process.exit(1));');
  await expect(ensureRunning(given)).rejects.toThrow(
    'Port 4566 is in use, so the engine cannot start: stop what uses it, or choose another with PORT=<port>.',
  );
});

test('does not wait for ever for a program that ignores SIGTERM', async () => {
  const deaf = `process.on('SIGTERM', () => {}); ${READY}`;
  await ensureRunning(await program(deaf));
  const pid = (await running(stateDir, 'engine'))?.pid ?? 0;
  await stop(stateDir, 'engine', 100);
  expect(await birthOf(pid)).toBeUndefined();
});

test('never stops another process with the same id', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(other, 'spawn');
  const pid = other.pid ?? 0;
  await writeRecord(stateDir, 'engine', {
    pid,
    birth: 'long ago',
    fingerprint: '',
    url: 'http://127.0.0.1:1',
  });
  expect(await running(stateDir, 'engine')).toBeUndefined();
  expect(await stop(stateDir, 'engine')).toBe(false);
  expect(other.exitCode).toBeNull();
  other.kill('SIGKILL');
  await once(other, 'exit');
});
