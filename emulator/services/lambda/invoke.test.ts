import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';

let bench: LambdaBench;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

test('gives an async handler the event and a full context, and returns its answer', async () => {
  await bench.create(
    'whole-context',
    `
    export const handler = async (event, context) => ({
      event,
      left: context.getRemainingTimeInMillis(),
      waits: context.callbackWaitsForEmptyEventLoop,
      ...context,
    });
  `,
    { MemorySize: 192, Timeout: 7 },
  );
  const { payload, status, version, requestId, functionError } = await bench.invoke('whole-context', {
    a: 1,
  });
  expect({ status, version, functionError }).toEqual({
    status: 200,
    version: '$LATEST',
    functionError: undefined,
  });
  expect(payload).toEqual({
    event: { a: 1 },
    left: expect.any(Number),
    waits: true,
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: 'whole-context',
    memoryLimitInMB: '192',
    logGroupName: '/aws/lambda/whole-context',
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:whole-context',
    awsRequestId: requestId,
  });
  const { left } = payload as { left: number };
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(7000);
});

test.each([
  ['RequestResponse', 200],
  ['Event', 202],
  ['DryRun', 204],
] as const)('marks the answer of %s as JSON, with its trace', async (InvocationType, status) => {
  const name = `headers-of-${InvocationType}`;
  await bench.create(name, 'export const handler = async () => 1;');
  const headers: Record<string, string> = {};
  const command = new InvokeCommand({ FunctionName: name, InvocationType });
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      Object.assign(headers, (result.response as { headers: Record<string, string> }).headers);
      return result;
    },
    { step: 'deserialize' },
  );
  const { StatusCode } = await bench.client.send(command);
  expect(StatusCode).toBe(status);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-amzn-remapped-content-length': '0',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/),
  });
});

const context = (value: string) => Buffer.from(value).toString('base64');

test('passes the client context on, whatever it contains', async () => {
  await bench.create(
    'client-context',
    'export const handler = async (event, { clientContext }) => clientContext;',
  );
  const given = { custom: { name: 'Zoë – 学 😀', list: [1] }, env: {} };
  for (const text of [JSON.stringify(given), JSON.stringify(given, null, '\t')]) {
    const { payload, functionError } = await bench.invoke(
      'client-context',
      {},
      { ClientContext: context(text) },
    );
    expect({ payload, functionError }).toEqual({ payload: given, functionError: undefined });
  }
  expect((await bench.invoke('client-context')).payload).toBeNull();
});

test.each([
  ['no base64', '!!'],
  ['no JSON', context('text')],
  ['no object', context('[1]')],
  ['null', context('null')],
  ['longer than 3,583 bytes (the wording for this one is a guess)', context(`{"a":"${'x'.repeat(2700)}"}`)],
])('rejects a client context that is %s', async (_title, ClientContext) => {
  await expect(bench.invoke('client-context', {}, { ClientContext })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: 'Client context must be a valid Base64-encoded JSON object.',
    $metadata: { httpStatusCode: 400 },
  });
});
