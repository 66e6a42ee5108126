import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';

let bench: LambdaBench;
let folder: string;
beforeAll(async () => {
  // The folder in which runs meet is one of the machine's.
  bench = await openLambdaBench({ lambdaSandbox: 'none' });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Calls a function so many times at once, and tells in how many environments that was. */
async function environmentsOf(name: string, count: number, event: object): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, () => bench.invoke(name, event)));
  expect(answers.filter(({ functionError }) => functionError)).toEqual([]);
  return new Set(answers.map(({ payload }) => payload)).size;
}

test('lets the callers of a function that is bound by the processor take turns', async () => {
  const burn = `export const handler = async ({ ms }) => {
    for (const { user } = process.cpuUsage(); process.cpuUsage().user - user < ms * 1000; );
    return process.pid;
  };`;
  await bench.create('burn', burn, { Timeout: 60 });
  const cores = availableParallelism();
  const callers = cores * 12;
  for (const _ of [1, 2, 3]) await environmentsOf('burn', callers, { ms: 3 });
  // One a core on a quiet machine; on one with other work, some more now and then.
  expect(await environmentsOf('burn', callers, { ms: 3 })).toBeLessThan(callers / 2);
}, 60_000);

test('runs all callers of a function at once that waits until they are all there', async () => {
  const meet = `import { readdirSync, writeFileSync } from 'node:fs';
  export const handler = async ({ folder, count }, { awsRequestId }) => {
    writeFileSync(folder + '/' + awsRequestId, '');
    while (readdirSync(folder).length < count) await new Promise((resolve) => setTimeout(resolve, 50));
    return process.pid;
  };`;
  await bench.create('meet', meet, { Timeout: 60 });
  expect(await environmentsOf('meet', 20, { folder, count: 20 })).toBe(20);
}, 60_000);

test('starts an environment for a run that others wait for while they use the processor', async () => {
  const spin = `import { readdirSync, writeFileSync } from 'node:fs';
  export const handler = async ({ folder, count }, { awsRequestId }) => {
    writeFileSync(folder + '/' + awsRequestId, '');
    while (readdirSync(folder).length < count);
    return process.pid;
  };`;
  await bench.create('spin', spin, { Timeout: 60 });
  const count = availableParallelism() + 2;
  const own = await mkdtemp(join(folder, 'spin-'));
  expect(await environmentsOf('spin', count, { folder: own, count })).toBe(count);
}, 60_000);
