import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DifficultAccount, difficultAccount } from '../../provision/proof/account.ts';
import { type StackUnderTest, stackUnderTest } from '../../provision/testing/stack-under-test.ts';
import { type Figure, quantile, timed } from '../figure.ts';

const STAGES = 26;
const PLANS = 5;

/**
 * Provisioning by itself, in one process with an engine: in a fast account, in one as slow as AWS (with its own time, which skips waits),
 * and how a plan grows with other stages.
 */
export async function provisioning(): Promise<Figure[]> {
  return [
    ...(await stackLife('fast', '')),
    ...(await stackLife('REALISM=aws', 'aws')),
    ...(await manyStages()),
  ];
}

async function stackLife(label: string, realism: string): Promise<Figure[]> {
  return withAccount(realism, async (account, folder) => {
    const stack = stackIn(account, folder, 'dev');
    const figures: Figure[] = [];
    const phases: [string, () => Promise<unknown>, Partial<Figure>][] = [
      ['apply from nothing', () => stack.apply(), {}],
      ['apply with nothing to do', () => stack.apply(), { reach: '≤ 500 ms' }],
      ['destroy', () => stack.destroy(), {}],
    ];
    for (const [name, run, more] of phases) {
      await account.forget();
      const before = account.elapsed();
      const worked = await timed(run);
      // In a slow account the program's own work does not matter beside its waits.
      const value = worked + account.elapsed() - before;
      figures.push({ name: `${name}, ${label}`, value, unit: 'ms', ...more });
      figures.push({
        name: `${name}, ${label}, API calls`,
        value: (await account.calls()).length,
        unit: 'calls',
      });
    }
    return figures;
  });
}

async function manyStages(): Promise<Figure[]> {
  return withAccount('', async (account, folder) => {
    const medians: number[] = [];
    for (let stage = 1; stage <= STAGES; stage += 1) {
      const stack = stackIn(account, join(folder, `s${stage}`), `s${stage}`);
      await stack.apply();
      if (stage > 1 && stage < STAGES) continue;
      const plans: number[] = [];
      for (let plan = 0; plan < PLANS; plan += 1) plans.push(await timed(() => stack.plan()));
      medians.push(quantile(plans, 0.5));
    }
    const [alone = Number.NaN, last = Number.NaN] = medians;
    return [
      { name: 'plan, the first stage alone', value: alone, unit: 'ms' },
      {
        name: `plan, beside ${STAGES - 1} other stages`,
        value: last,
        unit: 'ms',
        reach: `≤ ${(2 * alone).toFixed(0)} ms`,
      },
    ];
  });
}

function stackIn(account: DifficultAccount, folder: string, stage: string): StackUnderTest {
  return stackUnderTest(account.endpoint, folder, { STAGE: stage }, { clock: account.clock });
}

async function withAccount<T>(
  realism: string,
  use: (account: DifficultAccount, folder: string) => Promise<T>,
): Promise<T> {
  await using account = await difficultAccount(realism);
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  try {
    return await use(account, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
