import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { openLambdaBench } from '../testing/lambda-bench.ts';
import { cgroupParents } from './cgroup-parents.ts';
import { PERIOD_MS, shareOf } from './cpu-credit.ts';
import { openCpuGroups } from './cpu-group.ts';
import { openCpuLimits } from './cpu-limits.ts';
import { tellsCpuTime } from './cpu-time.ts';

/** Uses about as many milliseconds of CPU as the event says, and reports how much it was. */
const BURN = `export const handler = async ({ ms }) => {
  const before = process.cpuUsage();
  for (;;) {
    for (let n = 0; n < 1_000; n += 1) Math.sqrt(n);
    const { user, system } = process.cpuUsage(before);
    if (user + system >= ms * 1000) return (user + system) / 1000;
  }
};`;

/** Runs it three times; each must take as long as its share makes it. */
async function expectHeldBack(lambdaCpu: 'cgroup' | 'signals', memoryMb: number, ms: number): Promise<void> {
  await using bench = await openLambdaBench({ lambdaCpu });
  await bench.create('burn', BURN, { MemorySize: memoryMb, Timeout: 30 });
  const quotaMs = PERIOD_MS * shareOf(memoryMb);
  for (const _ of [1, 2, 3]) {
    const { payload, functionError, log } = await bench.invoke('burn', { ms });
    expect(functionError).toBeUndefined();
    const used = Number(payload);
    expect(used).toBeGreaterThanOrEqual(ms);
    const duration = Number(/\tDuration: ([\d.]+) ms/.exec(log)?.[1]);
    // Whole periods' quotas pay for it: the first had begun, the last just begins, and a kernel is late by a tick or two. A busy machine
    // makes it longer, never shorter.
    expect(duration).toBeGreaterThan((used / quotaMs - 3) * PERIOD_MS);
  }
}

/** What this process's engines have made beside their own cgroups. */
function groups(): string[] {
  return cgroupParents().flatMap(({ folder }) => {
    try {
      return readdirSync(folder).filter((name) => name.startsWith(`gatehouse-${process.pid}-`));
    } catch {
      return [];
    }
  });
}

const groupsCanBeMade = openCpuGroups() !== undefined;
/** Shown as skipped where the engine may not make cgroups: it limits functions by signals there. */
const testOfGroups = groupsCanBeMade ? test : test.skip;
/** Shown as skipped where no /proc tells a process's CPU time: LAMBDA_CPU=aws is refused there. */
const testOnLinux = tellsCpuTime() ? test : test.skip;

testOnLinux('signals: a long run is stopped on its way', () => expectHeldBack('signals', 442, 150));

testOnLinux('signals: a run that is over before it is looked at pays all the same', () =>
  expectHeldBack('signals', 128, 6),
);

testOfGroups('cgroup: the kernel holds a long run back', () => expectHeldBack('cgroup', 442, 150));

testOfGroups('cgroup: there is one for each environment, until it is gone', async () => {
  const bench = await openLambdaBench({ lambdaCpu: 'aws' });
  try {
    await bench.create('f', 'export const handler = async () => process.exit(1);');
    await bench.create('g', 'export const handler = async () => 1;');
    expect(groups()).toEqual([]);
    await bench.invoke('g');
    expect(groups()).toHaveLength(1);
    await bench.invoke('f');
    expect((await bench.invoke('g')).payload).toBe(1);
    expect(groups()).toHaveLength(1);
  } finally {
    await bench[Symbol.asyncDispose]();
  }
  expect(groups()).toEqual([]);
});

testOnLinux(
  'aws is the kernel’s way where it can be had, and stopping otherwise; machine is neither',
  async () => {
    await using limits = openCpuLimits('aws');
    expect(limits?.means).toBe(groupsCanBeMade ? 'cgroup' : 'signals');
    expect(openCpuLimits('machine')).toBeUndefined();
  },
);

testOnLinux('stopping gains nothing for a size that buys a whole core', () => {
  const limits = openCpuLimits('signals');
  expect(limits?.forEnvironment(1769)).toBeUndefined();
  expect(limits?.forEnvironment(1768)).toBeDefined();
});

test('says at its start that neither can be had', async () => {
  if (!tellsCpuTime())
    expect(() => openCpuLimits('aws')).toThrow('which Linux has: leave LAMBDA_CPU out here.');
  if (!groupsCanBeMade) expect(() => openCpuLimits('cgroup')).toThrow(/^LAMBDA_CPU=cgroup needs a cgroup/);
  expect(openCpuLimits('machine')).toBeUndefined();
});
