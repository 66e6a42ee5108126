import { expect, test } from '@jest/globals';
import { openLambdaBench } from '../testing/lambda-bench.ts';
import { PERIOD_MS, shareOf } from './cpu-credit.ts';
import { createCpuShare } from './cpu-share.ts';

/** Uses about as many milliseconds of CPU as the event says, and tells how much it was. */
const BURN = `export const handler = async ({ ms }) => {
  const before = process.cpuUsage();
  for (;;) {
    for (let n = 0; n < 1_000; n += 1) Math.sqrt(n);
    const { user, system } = process.cpuUsage(before);
    if (user + system >= ms * 1000) return (user + system) / 1000;
  }
};`;

test('a size that buys a whole core is not held back', () => {
  expect(createCpuShare(1769)).toBeUndefined();
  expect(createCpuShare(1768)).toBeDefined();
});

// What is used has to be paid for by the quotas of whole periods, the first of which may have begun and the last of which may have
// just begun. A busy machine makes a run longer, never shorter.
test.each([
  ['a long run, which is stopped on its way', 442, 150],
  ['a run that is over before it is looked at', 128, 6],
])('with LAMBDA_CPU=aws, %s, takes as long as its share makes it', async (_which, memoryMb, ms) => {
  await using bench = await openLambdaBench({ lambdaCpu: 'aws' });
  await bench.create('burn', BURN, { MemorySize: memoryMb, Timeout: 30 });
  const quotaMs = PERIOD_MS * shareOf(memoryMb);
  for (const _ of [1, 2, 3]) {
    const { payload, functionError, log } = await bench.invoke('burn', { ms });
    expect(functionError).toBeUndefined();
    const used = Number(payload);
    expect(used).toBeGreaterThanOrEqual(ms);
    const duration = Number(/\tDuration: ([\d.]+) ms/.exec(log)?.[1]);
    expect(duration).toBeGreaterThan((used / quotaMs - 2) * PERIOD_MS);
  }
});
