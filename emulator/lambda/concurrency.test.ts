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
  bench = await openLambdaBench();
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

test('runs at once have an environment each, and the next ones use them again', async () => {
  await bench.create(
    'parallel',
    `
    const id = Math.random();
    export const handler = async (event) => {
      await new Promise((resolve) => setTimeout(resolve, event.wait));
      return id;
    };
  `,
    { Timeout: 10 },
  );
  const ids = async (count: number, wait: number) => {
    const answers = await Promise.all(
      Array.from({ length: count }, () => bench.invoke('parallel', { wait })),
    );
    return new Set(answers.map(({ payload }) => payload));
  };
  const first = await ids(4, 1000);
  expect(first.size).toBe(4);
  const second = await ids(4, 50);
  for (const id of second) expect(first).toContain(id);
});

test('reserved concurrency bounds a function, and 0 stops it', async () => {
  const { client } = bench;
  const FunctionName = 'bounded';
  await bench.create(
    FunctionName,
    `
    export const handler = async (event) => { await new Promise((resolve) => setTimeout(resolve, event.wait ?? 0)); return 'ran'; };
  `,
    { Timeout: 10 },
  );
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
  expect(await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
    ReservedConcurrentExecutions: 1,
  });
  expect((await client.send(new GetFunctionCommand({ FunctionName }))).Concurrency).toEqual({
    ReservedConcurrentExecutions: 1,
  });
  const both = await Promise.allSettled([
    bench.invoke(FunctionName, { wait: 300 }),
    bench.invoke(FunctionName, { wait: 300 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: throttled });
  expect((await bench.invoke(FunctionName)).payload).toBe('ran');
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  await expect(bench.invoke(FunctionName)).rejects.toMatchObject(throttled);
  await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect((await bench.invoke(FunctionName)).payload).toBe('ran');
});

test('at least 100 of the account’s runs stay free for functions without a reservation', async () => {
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

test('all functions together have as many runs at once as the account, whatever one of them has reserved for itself', async () => {
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
