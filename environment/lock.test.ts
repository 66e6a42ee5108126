import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { lock } from './lock.ts';

test('runs one command at a time', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'lock-'));
  {
    await using _held = await lock(stateDir);
    await expect(lock(stateDir)).rejects.toThrow(
      `Another command is changing this environment (process ${process.pid}): wait until it has ended.`,
    );
  }
  {
    await using _again = await lock(stateDir);
  }
  await rm(stateDir, { recursive: true });
});
