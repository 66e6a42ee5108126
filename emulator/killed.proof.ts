import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { spawnEngine } from './testing/engine-process.ts';
import type { Writer } from './testing/writers/writer.ts';
import { makeWriters } from './testing/writers/writers.ts';

const KILLS = 200;
/** As many engines at once as a small machine has cores. */
const LANES = 2;

/** Writes without a pause until the engine is gone; counts what was tried, and what was answered. */
async function keepWriting(writer: Writer, onAnswer: () => void): Promise<void> {
  for (;;) {
    writer.tried += 1;
    await writer.write(writer.tried);
    writer.answered = writer.tried;
    onAnswer();
  }
}

/** One state folder, whose engine is killed again and again. Resolves with how many writes were answered. */
async function lane(kills: number, seed: number): Promise<number> {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-killed-'));
  let answered = 0;
  let writers: Writer[] | undefined;
  try {
    for (let kill = 0; kill <= kills; kill += 1) {
      await using engine = await spawnEngine({ STATE_DIR: stateDir });
      writers = await makeWriters(engine.endpoint, writers);
      for (const writer of writers) {
        const kept = await writer.read();
        expect([writer.name, kill, kept >= writer.answered, kept <= writer.tried]).toEqual([
          writer.name,
          kill,
          true,
          true,
        ]);
        // What was tried and not answered may be there or not.
        writer.answered = kept;
        writer.tried = kept;
      }
      if (kill === kills) {
        await engine.kill();
        break;
      }
      // From the first answers on to some hundred, so that starts, snapshots and the midst of writes are all hit.
      let left = 1 + ((kill * 37 + seed * 61) % 120);
      const enough = new Promise<void>((resolve) => {
        const onAnswer = () => {
          answered += 1;
          left -= 1;
          if (left === 0) resolve();
        };
        for (const writer of writers ?? [])
          void keepWriting(writer, onAnswer).catch(
            (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
              // An engine that is gone cuts connections; one that answers must not refuse.
              if (error.$metadata?.httpStatusCode !== undefined) writer.refusals.push(error.message);
            },
          );
      });
      await enough;
      await engine.kill();
      for (const { name, refusals } of writers) expect([name, refusals]).toEqual([name, []]);
    }
    return answered;
  } finally {
    for (const writer of writers ?? []) writer.end();
    await rm(stateDir, { recursive: true, force: true });
  }
}

test(`keeps every acknowledged write of every service through ${KILLS} kills under load`, async () => {
  const answered = await Promise.all(Array.from({ length: LANES }, (_, seed) => lane(KILLS / LANES, seed)));
  expect(answered.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(KILLS * 30);
}, 1_800_000);
