import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Row, soak } from './testing/soak/soak.ts';

const REQUESTS = 20_000;
const GROWTH = 1.1;

const sum = (sizes: Row['kept']) => Object.values(sizes).reduce((all, size) => all + size, 0);

test(`answers ${REQUESTS} mixed requests rightly, in memory and state that do not grow`, async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-soak-'));
  try {
    const rows = await soak({ stateDir, requests: REQUESTS, every: REQUESTS / 4, empties: true });
    const [warm, last] = [rows.at(2), rows.at(-1)];
    if (!warm || !last) throw new Error('The soak has too few rows.');
    expect(last.wrong).toEqual([]);
    expect([rows, last.inUse <= GROWTH * warm.inUse]).toEqual([expect.anything(), true]);
    expect([rows, sum(last.kept) <= GROWTH * sum(warm.kept)]).toEqual([expect.anything(), true]);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}, 900_000);
