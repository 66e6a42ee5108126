import {
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
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

/** Calls a function as clients of streams do, and gathers the events. */
async function streamed(FunctionName: string, more: Partial<InvokeWithResponseStreamCommandInput> = {}) {
  const answer = await bench.client.send(new InvokeWithResponseStreamCommand({ FunctionName, ...more }));
  const chunks: Uint8Array[] = [];
  let complete: object | undefined;
  for await (const event of answer.EventStream ?? []) {
    if (event.PayloadChunk?.Payload) chunks.push(event.PayloadChunk.Payload);
    if (event.InvokeComplete) complete = event.InvokeComplete;
  }
  const { StatusCode: status, ExecutedVersion: version } = answer;
  return { status, version, body: Buffer.concat(chunks).toString('utf8'), complete };
}

test('returns what a handler writes to its stream as events', async () => {
  await bench.create(
    'writer',
    `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
      stream.setContentType('text/plain');
      for (const word of event.words) stream.write(word + ' – ');
      stream.end(context.clientContext.custom.who);
    });`,
  );
  const answer = await streamed('writer', {
    Payload: Buffer.from(JSON.stringify({ words: ['ä', 'b'] })),
    ClientContext: Buffer.from('{"custom":{"who":"me"}}').toString('base64'),
  });
  expect(answer).toEqual({ status: 200, version: '$LATEST', body: 'ä – b – me', complete: {} });
});

test('returns a buffered answer in one event, with the log on request', async () => {
  await bench.create(
    'plain',
    "export const handler = async (event) => { console.log('seen'); return event; };",
  );
  const { body, complete } = await streamed('plain', { LogType: 'Tail', Payload: Buffer.from('[1]') });
  expect(body).toBe('[1]');
  const { LogResult = '' } = complete as { LogResult?: string };
  expect(Buffer.from(LogResult, 'base64').toString()).toMatch(/START RequestId.*\tseen\n.*REPORT RequestId/s);
});

test('reports a failure in the last event (its code is a guess), and the next call succeeds', async () => {
  await bench.create(
    'failing',
    `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      stream.write('begun');
      if (event.fail) throw new TypeError('on the way');
      stream.end();
    });`,
  );
  const { status, body, complete } = await streamed('failing', { Payload: Buffer.from('{"fail":true}') });
  const { ErrorCode, ErrorDetails = '' } = complete as { ErrorCode?: string; ErrorDetails?: string };
  expect({ status, body, ErrorCode }).toEqual({ status: 200, body: '', ErrorCode: 'TypeError' });
  expect(JSON.parse(ErrorDetails)).toMatchObject({ errorType: 'TypeError', errorMessage: 'on the way' });
  expect(await streamed('failing')).toMatchObject({ body: 'begun', complete: {} });
});

test('rejects what Invoke rejects', async () => {
  await expect(streamed('none')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:none',
  });
  await bench.create('here', 'export const handler = async () => 1;');
  await expect(streamed('here', { Payload: Buffer.from('{') })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
  await expect(streamed('here', { TenantId: 'one' })).rejects.toMatchObject({
    name: 'NotImplementedException',
    $metadata: { httpStatusCode: 501 },
  });
});
