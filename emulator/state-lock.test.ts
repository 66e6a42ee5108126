import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startEngine } from './engine.ts';

test('ends a second engine on the same state with a sentence; the first continues, and leaves the state to the next', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-state-'));
  try {
    {
      await using first = await startEngine({ stateDir });
      const before = await readdir(join(stateDir, 'journal'));
      await expect(startEngine({ stateDir })).rejects.toThrow(
        `Another engine (process ${process.pid}) has the state in ${stateDir}: stop it, or give this one another STATE_DIR.`,
      );
      expect(await readdir(join(stateDir, 'journal'))).toEqual(before);
      expect((await fetch(`${first.endpoint}/_localstack/health`)).status).toBe(200);
    }
    await using next = await startEngine({ stateDir });
    expect((await fetch(`${next.endpoint}/_localstack/health`)).status).toBe(200);
  } finally {
    await rm(stateDir, { recursive: true });
  }
});
