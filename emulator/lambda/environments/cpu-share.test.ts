import { expect, test } from '@jest/globals';
import { openLambdaBench } from '../testing/lambda-bench.ts';
import { createCpuShare, creditAfter } from './cpu-share.ts';

test('CPU time is paid for from a share of the time that goes by; waiting is free and cannot be saved up', () => {
  const share = 0.25;
  expect(creditAfter(0, { usedMs: 1, elapsedMs: 4, share })).toBe(0);
  expect(creditAfter(0, { usedMs: 4, elapsedMs: 4, share })).toBe(-3);
  expect(creditAfter(-3, { usedMs: 0, elapsedMs: 12, share })).toBe(0);
  expect(creditAfter(0, { usedMs: 0, elapsedMs: 10_000, share })).toBe(5);
});

test('a size that buys a whole core is not held back', () => {
  expect(createCpuShare(1769)).toBeUndefined();
  expect(createCpuShare(1768)).toBeDefined();
});

test('with LAMBDA_CPU=aws a quarter of a core takes about four times as long, and the run ends well', async () => {
  await using bench = await openLambdaBench({ lambdaCpu: 'aws' });
  const burn = `export const handler = async () => {
    const start = performance.now();
    const { user, system } = process.cpuUsage();
    let used = 0;
    while (used < 150_000) {
      for (let n = 0; n < 10_000; n += 1) Math.sqrt(n);
      const now = process.cpuUsage();
      used = now.user + now.system - user - system;
    }
    return (performance.now() - start) * 1000 / used;
  };`;
  await bench.create('burn', burn, { MemorySize: 442, Timeout: 30 });
  for (const _ of [1, 2]) {
    const { payload, functionError } = await bench.invoke('burn');
    expect(functionError).toBeUndefined();
    // More is the machine's doing; less would be more than its share. Other threads of the process are not charged.
    expect(payload).toBeGreaterThan(2.5);
  }
});
