import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stackUnderTest } from '../testing/stack-under-test.ts';
import { difficultAccount } from './account.ts';

test('two stages made and removed at once share the quotas: both wait, and neither hammers', async () => {
  await using account = await difficultAccount('aws');
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const [blue, green] = ['blue', 'green'].map((stage) =>
    stackUnderTest(account.endpoint, join(folder, stage), { STAGE: stage }, { clock: account.clock }),
  );
  await Promise.all([blue?.apply(), green?.apply()]);
  const pools = (await account.contents()).filter((line) => line.startsWith('pool'));
  expect(pools).toEqual(['pool gatehouse-blue', 'pool gatehouse-green']);

  const before = account.elapsed();
  await account.forget();
  await Promise.all([blue?.destroy(), green?.destroy()]);
  const deletes = (await account.calls()).filter(({ operation }) => operation === 'DeleteRestApi');
  expect(deletes.filter(({ status }) => status < 300)).toHaveLength(2);
  // One in 30 s for the whole account; pauses that double up to 8 s make about eight attempts in that time.
  expect(account.elapsed() - before).toBeGreaterThanOrEqual(30_000);
  expect(deletes.length).toBeLessThanOrEqual(14);
  expect(deletes.length).toBeGreaterThan(2);
  expect(await account.contents()).toEqual([]);
  await rm(folder, { recursive: true });
});
