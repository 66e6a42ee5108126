import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
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

/** Calls a function so many times at once, and returns the number of environments. */
async function environmentsOf(name: string, count: number, event: object): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, () => bench.invoke(name, event)));
  expect(answers.filter(({ functionError }) => functionError)).toEqual([]);
  return new Set(answers.map(({ payload }) => payload)).size;
}

test('lets callers take turns if the processor is the limit', async () => {
  const burn = `export const handler = async ({ ms }) => {
    for (const { user } = process.cpuUsage(); process.cpuUsage().user - user < ms * 1000; );
    return process.pid;
  };`;
  await bench.create('burn', burn, { Timeout: 60 });
  const cores = availableParallelism();
  const callers = cores * 12;
  for (const _ of [1, 2, 3]) await environmentsOf('burn', callers, { ms: 3 });
  // One for each core on a quiet machine; with other work, now and then some more.
  expect(await environmentsOf('burn', callers, { ms: 3 })).toBeLessThan(callers / 2);
});

test('runs all callers at once if the function waits until all are there', async () => {
  const meet = `import { readdirSync, writeFileSync } from 'node:fs';
  export const handler = async ({ folder, count }, { awsRequestId }) => {
    writeFileSync(folder + '/' + awsRequestId, '');
    while (readdirSync(folder).length < count) await new Promise((resolve) => setTimeout(resolve, 50));
    return process.pid;
  };`;
  await bench.create('meet', meet, { Timeout: 60 });
  expect(await environmentsOf('meet', 20, { folder, count: 20 })).toBe(20);
});

test('starts another environment for a call behind busy ones', async () => {
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
});

test('runs a function that calls itself, each call in its own environment', async () => {
  const nested = `import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
  const client = new LambdaClient({});
  export const handler = async ({ depth }, { functionName }) => {
    if (depth === 0) return [process.pid];
    const { Payload } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify({ depth: depth - 1 }) }),
    );
    return [process.pid, ...JSON.parse(Payload.transformToString())];
  };`;
  await bench.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'function-role',
      PolicyName: 'invoke',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }],
      }),
    }),
  );
  await bench.create('nested', nested, { Timeout: 60, MemorySize: 512 });
  const { payload, functionError } = await bench.invoke('nested', { depth: 4 });
  expect(functionError).toBeUndefined();
  expect(new Set(payload as number[]).size).toBe(5);
});

test('counts a waiting call as a concurrent invocation', async () => {
  const spin = `import { existsSync, writeFileSync } from 'node:fs';
  export const handler = async ({ folder }, { awsRequestId }) => {
    writeFileSync(folder + '/' + awsRequestId, '');
    while (!existsSync(folder + '/go'));
  };`;
  await bench.create('counted', spin, { Timeout: 60 });
  const FunctionName = 'counted';
  await bench.client.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 3 }),
  );
  const own = await mkdtemp(join(folder, 'counted-'));
  const three = [1, 2, 3].map(() => bench.invoke(FunctionName, { folder: own }));
  while ((await readdir(own)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(bench.invoke(FunctionName, { folder: own })).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  await writeFile(join(own, 'go'), '');
  const answers = await Promise.all(three);
  expect(answers.map(({ functionError }) => functionError)).toEqual([undefined, undefined, undefined]);
});
