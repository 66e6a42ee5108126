import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import type { InvocationEvent } from '../../edge/events.ts';
import type { Engine } from '../../engine.ts';
import { TestClock } from '../../store/clock.ts';
import { openLambdaBench } from './testing/lambda-bench.ts';

/** Resolves with the next run that ends. */
function nextRun({ context }: Engine): Promise<InvocationEvent> {
  return new Promise((resolve) => {
    const subscription = context.events.subscribe('invocation', (event) => {
      subscription[Symbol.dispose]();
      resolve(event);
    });
  });
}

/** Lets what follows a run (the queue's own step) happen. */
const afterwards = () => new Promise((resolve) => setImmediate(resolve));

test('accepts an event at once, and retries one and two minutes after a failure', async () => {
  const clock = new TestClock(Date.now());
  await using bench = await openLambdaBench({ clock });
  await bench.create('f', "export const handler = async () => { throw new Error('always'); };");
  const run = nextRun(bench.engine);
  const answer = await bench.invoke('f', { n: 1 }, { InvocationType: 'Event', LogType: undefined });
  expect(answer).toMatchObject({ status: 202, payload: undefined });
  const first = await run;
  expect(first).toMatchObject({
    outcome: 'error',
    requestId: answer.requestId,
    invokedBy: 'arn:aws:iam::000000000000:root',
  });

  const ids: string[] = [];
  bench.engine.context.events.subscribe('invocation', ({ requestId }) => ids.push(requestId));
  for (const wait of [60_000, 120_000]) {
    await afterwards();
    clock.advance(wait - 1);
    await afterwards();
    const again = nextRun(bench.engine);
    clock.advance(1);
    expect((await again).requestId).toBe(first.requestId);
  }
  await afterwards();
  clock.advance(24 * 60 * 60 * 1000);
  await bench.invoke('f');
  expect(ids.filter((id) => id === first.requestId)).toHaveLength(2);
});

test('takes retries and age from PutFunctionEventInvokeConfig', async () => {
  const clock = new TestClock(Date.now());
  await using bench = await openLambdaBench({ clock });
  const FunctionName = 'f';
  const { client } = bench;
  await bench.create(FunctionName, "export const handler = async () => { throw new Error('always'); };");
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST';
  await expect(client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `The function ${arn} doesn't have an EventInvokeConfig`,
  });
  await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
  await client.send(
    new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 60 }),
  );
  const { FunctionEventInvokeConfigs } = await client.send(
    new ListFunctionEventInvokeConfigsCommand({ FunctionName }),
  );
  expect(FunctionEventInvokeConfigs).toEqual([
    {
      FunctionArn: arn,
      LastModified: expect.any(Date),
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    },
  ]);
  const runs: string[] = [];
  bench.engine.context.events.subscribe('invocation', ({ requestId }) => runs.push(requestId));
  const run = nextRun(bench.engine);
  await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }));
  await run;
  await afterwards();
  clock.advance(24 * 60 * 60 * 1000);
  await bench.invoke(FunctionName);
  expect(runs).toHaveLength(2);
  await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
  await expect(
    client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:q' } },
      }),
    ),
  ).rejects.toMatchObject({ name: 'NotImplementedException' });
});

test('retries a throttled event after one second, then two, and never for a stopped function', async () => {
  const clock = new TestClock(Date.now());
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  await using bench = await openLambdaBench({ clock, lambdaSandbox: 'none' });
  const FunctionName = 'f';
  const { client } = bench;
  await bench.create(
    FunctionName,
    `import { existsSync, writeFileSync } from 'node:fs';
    export const handler = async ({ folder }) => {
      if (folder === undefined) return;
      writeFileSync(folder + '/started', '');
      while (!existsSync(folder + '/enough')) await new Promise((resolve) => setTimeout(resolve, 5));
    };`,
    { Timeout: 60 },
  );
  const reserve = (ReservedConcurrentExecutions: number) =>
    client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  const send = () => bench.invoke(FunctionName, {}, { InvocationType: 'Event', LogType: undefined });
  const ran: string[] = [];
  bench.engine.context.events.subscribe('invocation', ({ requestId }) => ran.push(requestId));
  await reserve(0);
  const lost = await send();
  await reserve(1);
  const working = bench.invoke(FunctionName, { folder });
  while (!existsSync(join(folder, 'started'))) await afterwards();
  const { requestId } = await send();
  clock.advance(1000);
  await writeFile(join(folder, 'enough'), '');
  await working;
  clock.advance(1999);
  await afterwards();
  expect(ran).not.toContain(requestId);
  const again = nextRun(bench.engine);
  clock.advance(1);
  expect((await again).requestId).toBe(requestId);
  clock.advance(24 * 60 * 60 * 1000);
  await bench.invoke(FunctionName);
  expect(ran).not.toContain(lost.requestId);
  await rm(folder, { recursive: true });
});

test('invokes nothing in a dry run', async () => {
  await using bench = await openLambdaBench();
  await bench.create('f', 'export const handler = async () => 1;');
  const runs: string[] = [];
  bench.engine.context.events.subscribe('invocation', ({ requestId }) => runs.push(requestId));
  expect(await bench.invoke('f', {}, { InvocationType: 'DryRun' })).toMatchObject({ status: 204 });
  await bench.invoke('f');
  expect(runs).toHaveLength(1);
});

test('requires JSON payloads within Lambda’s size', async () => {
  await using bench = await openLambdaBench();
  await bench.create('f', 'export const handler = async (event) => event.length;');
  const { client } = bench;
  await expect(
    client.send(new InvokeCommand({ FunctionName: 'f', Payload: Buffer.from('{') })),
  ).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringMatching(/^Could not parse request body into json: /),
  });
  const large = (length: number) => 'x'.repeat(length - 2);
  expect((await bench.invoke('f', large(6 * 1024 * 1024))).payload).toBe(6 * 1024 * 1024 - 2);
  await expect(bench.invoke('f', large(6 * 1024 * 1024 + 1))).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    message:
      '6291457 byte payload is too large for the RequestResponse invocation type (service limit 6291456 bytes)',
    $metadata: { httpStatusCode: 413 },
  });
  await expect(bench.invoke('f', large(1024 * 1024 + 1), { InvocationType: 'Event' })).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    message: '1048577 byte payload is too large for the Event invocation type (service limit 1048576 bytes)',
  });
});
