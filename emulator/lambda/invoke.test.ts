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

test('an async handler gets the event and a full context, and its answer comes back', async () => {
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
] as const)(
  'what comes back of %s is marked as JSON, with the trace it belongs to',
  async (InvocationType, status) => {
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
  },
);
