import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';

let bench: LambdaBench;
beforeAll(async () => {
  // The functions meet each other, and this test, in a folder of the machine's.
  bench = await openLambdaBench({ lambdaSandbox: 'none' });
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const throttled = {
  name: 'TooManyRequestsException',
  message: 'Rate Exceeded.',
  Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  $metadata: { httpStatusCode: 429 },
};

/** A handler that says in a folder that it runs, and waits until so many do or until it may end. */
const MEETING = `
  import { readdirSync, writeFileSync } from 'node:fs';
  const id = Math.random();
  export const handler = async ({ folder, count }, { awsRequestId }) => {
    if (folder === undefined) return id;
    writeFileSync(folder + '/' + awsRequestId, '');
    while (readdirSync(folder).length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    return id;
  };
`;

test('gives simultaneous invocations an environment each, and reuses them', async () => {
  await bench.create('parallel', MEETING, { Timeout: 60 });
  const ids = async (count: number) => {
    await using meeting = await meetingFolder();
    const { folder } = meeting;
    const answers = await Promise.all(
      Array.from({ length: count }, () => bench.invoke('parallel', { folder, count })),
    );
    return new Set(answers.map(({ payload }) => payload));
  };
  const first = await ids(4);
  expect(first.size).toBe(4);
  expect(await ids(4)).toEqual(first);
});

test('limits a function by reserved concurrency, and stops it with 0', async () => {
  const { client } = bench;
  const FunctionName = 'bounded';
  await bench.create(FunctionName, MEETING, { Timeout: 60 });
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
  expect(await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
    ReservedConcurrentExecutions: 1,
  });
  expect((await client.send(new GetFunctionCommand({ FunctionName }))).Concurrency).toEqual({
    ReservedConcurrentExecutions: 1,
  });
  await using meeting = await meetingFolder();
  const { folder } = meeting;
  const working = bench.invoke(FunctionName, { folder, count: 2 });
  while ((await readdir(folder)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(bench.invoke(FunctionName)).rejects.toMatchObject(throttled);
  await writeFile(join(folder, 'enough'), '');
  expect((await working).functionError).toBeUndefined();
  expect((await bench.invoke(FunctionName)).functionError).toBeUndefined();
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  await expect(bench.invoke(FunctionName)).rejects.toMatchObject(throttled);
  await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect((await bench.invoke(FunctionName)).functionError).toBeUndefined();
});

/** A folder of its own, for as long as it is in use. */
async function meetingFolder(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test('keeps at least 100 of the account’s concurrent executions unreserved', async () => {
  const { client } = bench;
  await bench.create('greedy', 'export const handler = async () => 1;');
  const put = (ReservedConcurrentExecutions: number) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'greedy', ReservedConcurrentExecutions }));
  await put(900);
  await expect(put(901)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  });
  const { AccountLimit, AccountUsage } = await client.send(new GetAccountSettingsCommand({}));
  expect(AccountLimit).toEqual({
    TotalCodeSize: 80530636800,
    CodeSizeUnzipped: 262144000,
    CodeSizeZipped: 52428800,
    ConcurrentExecutions: 1000,
    UnreservedConcurrentExecutions: 100,
  });
  expect(AccountUsage?.FunctionCount).toBeGreaterThanOrEqual(1);
});

test('limits all functions together to the account’s concurrent executions, whatever one reserves', async () => {
  await using small = await openLambdaBench({ lambdaConcurrency: 102 });
  const wait =
    'export const handler = (event) => new Promise((resolve) => setTimeout(resolve, event.wait, "ran"));';
  await small.create('apart', wait, { Timeout: 10 });
  await small.client.send(
    new PutFunctionConcurrencyCommand({ FunctionName: 'apart', ReservedConcurrentExecutions: 2 }),
  );
  const { AccountLimit } = await small.client.send(new GetAccountSettingsCommand({}));
  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 102, UnreservedConcurrentExecutions: 100 });
  await using tiny = await openLambdaBench({ lambdaConcurrency: 2 });
  for (const name of ['one', 'other']) await tiny.create(name, wait, { Timeout: 10 });
  const three = await Promise.allSettled(
    ['one', 'other', 'one'].map((name) => tiny.invoke(name, { wait: 300 })),
  );
  expect(three.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(three.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { ...throttled, Reason: 'ConcurrentInvocationLimitExceeded' },
  });
  expect((await tiny.invoke('other', { wait: 0 })).payload).toBe('ran');
});
