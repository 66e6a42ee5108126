import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { soak } from './testing/soak/soak.ts';

const REQUESTS = 20_000;
const GROWTH = 1.1;
/** What a store keeps of what comes and goes is now more, now less, in bytes: sign-ins that are open, roles that were deleted lately. */
const CHANCE = 10_000;
const CHANCE_OF: Readonly<Record<string, number>> = { 'cognito-idp': 50_000 };

const within = (most: number) => ({ asymmetricMatch: (size: unknown) => Number(size) <= most });

test(`answers ${REQUESTS} mixed requests rightly, in memory and state that do not grow`, async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-soak-'));
  try {
    const rows = await soak({ stateDir, requests: REQUESTS, every: REQUESTS / 4, empties: true });
    const [warm, last] = [rows.at(2), rows.at(-1)];
    if (!warm || !last) throw new Error('The soak has too few rows.');
    expect(last.wrong).toEqual([]);
    expect(last.inUse / warm.inUse).toBeLessThanOrEqual(GROWTH);
    // By store, so that a failure names the one that grows.
    for (const [store, before] of Object.entries(warm.kept))
      expect([store, before, last.kept[store]]).toEqual([
        store,
        before,
        within(GROWTH * before + (CHANCE_OF[store] ?? CHANCE)),
      ]);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}, 900_000);
