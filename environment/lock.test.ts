import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lock } from './lock.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(stateDir, { recursive: true }));

test('one command at a time', async () => {
  {
    await using _held = await lock(stateDir);
    await expect(lock(stateDir)).rejects.toThrow(
      `Another command is changing this environment (process ${process.pid})`,
    );
  }
  await using _again = await lock(stateDir);
});

test('the lock of a command that was killed does not count', async () => {
  await mkdir(join(stateDir, 'run'));
  await writeFile(join(stateDir, 'run', 'lock'), JSON.stringify({ pid: process.pid, birth: 'long ago' }));
  await using held = await lock(stateDir);
  expect(held).toBeDefined();
});
