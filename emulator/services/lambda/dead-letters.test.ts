import { text } from 'node:stream/consumers';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  type DeadLetterConfig,
  GetFunctionConfigurationCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StandIn, standIn } from '../../upstream/testing/stand-in.ts';
import { allows } from '../iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';

const SQS = 'arn:aws:sqs:us-east-1:000000000000:dead';
const SNS = 'arn:aws:sns:us-east-1:000000000000:dead';
const OTHER = 'arn:aws:sqs:us-east-1:000000000000:other';

let upstream: StandIn;
let bench: LambdaBench;
beforeAll(async () => {
  upstream = await standIn();
  bench = await openLambdaBench({ upstream: upstream.url });
  const { iam, role, create, client } = bench;
  const RoleName = role.split('/').at(-1);
  const PolicyDocument = allows(['sqs:SendMessage', 'sns:Publish'], [SQS, SNS]);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'send', PolicyDocument }));
  await create('f', 'export const handler = async ({ say }) => { throw new Error(say); };', {
    DeadLetterConfig: { TargetArn: SQS },
  });
  await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'f', MaximumRetryAttempts: 0 }));
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

/** Resolves with the body of the next call that comes to the upstream. */
function nextCall(): Promise<string> {
  return new Promise((resolve) => {
    upstream.answer = async (request, response) => {
      const body = await text(request);
      response.writeHead(200).end('{}');
      resolve(body);
    };
  });
}

const send = (event: object) => bench.invoke('f', event, { InvocationType: 'Event', LogType: undefined });

async function update(DeadLetterConfig: DeadLetterConfig) {
  const FunctionName = 'f';
  const { client } = bench;
  const after = await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }));
  const pace = { client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.01 };
  await waitUntilFunctionUpdatedV2(pace, { FunctionName });
  return after.DeadLetterConfig;
}

test('tells a queue of an event that failed: the event, and what became of it beside it', async () => {
  const call = nextCall();
  const { requestId } = await send({ say: 'asked to' });
  const { MessageBody, MessageAttributes, QueueUrl } = JSON.parse(await call);
  expect(QueueUrl).toBe(`${upstream.url}/000000000000/dead`);
  expect(MessageBody).toBe('{"say":"asked to"}');
  expect(MessageAttributes).toEqual({
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: 'asked to' },
  });
});

test('tells 1,024 bytes of an error', async () => {
  const call = nextCall();
  await send({ say: 'x'.repeat(2000) });
  expect(JSON.parse(await call).MessageAttributes.ErrorMessage.StringValue).toBe('x'.repeat(1024));
});

test('tells a topic', async () => {
  expect(await update({ TargetArn: SNS })).toEqual({ TargetArn: SNS });
  const call = nextCall();
  await send({ say: 'no' });
  const form = new URLSearchParams(await call);
  expect([form.get('Action'), form.get('TopicArn'), form.get('Message')]).toEqual([
    'Publish',
    SNS,
    '{"say":"no"}',
  ]);
  expect(form.get('MessageAttributes.entry.3.Name')).toBe('ErrorMessage');
  expect(form.get('MessageAttributes.entry.3.Value.StringValue')).toBe('no');
  await update({ TargetArn: SQS });
});

test('tells of an event that a function without concurrency never ran (its code is a guess)', async () => {
  const FunctionName = 'f';
  const { client } = bench;
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  const call = nextCall();
  await send({ say: 'unheard' });
  expect(JSON.parse(await call)).toMatchObject({
    MessageBody: '{"say":"unheard"}',
    MessageAttributes: { ErrorCode: { StringValue: '429' }, ErrorMessage: { StringValue: 'Rate Exceeded.' } },
  });
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
});

test('is refused where the role may not send, and for what is no standard queue or topic (the sentence is a guess)', async () => {
  await expect(update({ TargetArn: OTHER })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The provided execution role does not have permissions to call SendMessage on SQS',
  });
  await expect(update({ TargetArn: `${SQS}.fifo` })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `The dead letter target ${SQS}.fifo must be a standard SQS queue or a standard SNS topic.`,
  });
});

test('stays where a change does not name it, and goes where the change empties it', async () => {
  const FunctionName = 'f';
  await bench.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'other' }));
  const shown = () => bench.client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect((await shown()).DeadLetterConfig).toEqual({ TargetArn: SQS });
  await waitUntilFunctionUpdatedV2(
    { client: bench.client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.01 },
    { FunctionName },
  );
  expect(await update({})).toBeUndefined();
  expect(await shown()).not.toHaveProperty('DeadLetterConfig');
});
