import { text } from 'node:stream/consumers';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  type DestinationConfig,
  GetFunctionEventInvokeConfigCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type StandIn, standIn } from '../../upstream/testing/stand-in.ts';
import { allows } from '../iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';

const SQS = 'arn:aws:sqs:eu-west-1:000000000000:done';
const SNS = 'arn:aws:sns:us-east-1:000000000000:news';
const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/own';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const NEXT = 'arn:aws:lambda:us-east-1:000000000000:function:next';

interface Sent {
  target: string | undefined;
  authorization: string | undefined;
  body: string;
}

let upstream: StandIn;
let bench: LambdaBench;
beforeAll(async () => {
  upstream = await standIn();
  bench = await openLambdaBench({ upstream: upstream.url });
  const { iam, role, create } = bench;
  const RoleName = role.split('/').at(-1);
  const PolicyDocument = allows(
    ['sqs:SendMessage', 'sns:Publish', 'events:PutEvents', 'lambda:InvokeFunction', 'logs:*'],
    [SQS, SNS, BUS, NEXT, 'arn:aws:logs:*'],
  );
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'send', PolicyDocument }));
  await create(
    'f',
    "export const handler = async ({ fail }) => { if (fail) throw new Error('asked to'); return { done: 1 }; };",
  );
  await create('next', 'export const handler = async () => 1;');
});
afterEach(() => {
  upstream.answer = undefined;
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

function settings(config: DestinationConfig) {
  const input = { FunctionName: 'f', MaximumRetryAttempts: 0, DestinationConfig: config };
  return bench.client.send(new PutFunctionEventInvokeConfigCommand(input));
}

/** Resolves with the next message that comes to the upstream. */
function nextMessage(): Promise<Sent> {
  return new Promise((resolve) => {
    upstream.answer = async (request, response) => {
      const body = await text(request);
      const target = request.headers['x-amz-target'];
      response.writeHead(200).end('{}');
      resolve({ target: target?.toString(), authorization: request.headers.authorization, body });
    };
  });
}

const send = (event: object) => bench.invoke('f', event, { InvocationType: 'Event', LogType: undefined });

test('sends a success to a queue, in the region of its ARN', async () => {
  const set = await settings({ OnSuccess: { Destination: SQS } });
  expect(set.DestinationConfig).toEqual({ OnSuccess: { Destination: SQS }, OnFailure: {} });
  const message = nextMessage();
  const { requestId } = await send({ n: 1 });
  const { target, authorization, body } = await message;
  expect(target).toBe('AmazonSQS.SendMessage');
  expect(authorization).toContain('/eu-west-1/sqs/aws4_request');
  const { QueueUrl, MessageBody } = JSON.parse(body);
  expect(QueueUrl).toBe(`${upstream.url}/000000000000/done`);
  expect(JSON.parse(MessageBody)).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    requestContext: {
      requestId,
      functionArn: `${FUNCTION}:$LATEST`,
      condition: 'Success',
      approximateInvokeCount: 1,
    },
    requestPayload: { n: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    responsePayload: { done: 1 },
  });
});

test('sends a failure to a topic, with the error', async () => {
  await settings({ OnFailure: { Destination: SNS } });
  const message = nextMessage();
  await send({ fail: true });
  const form = new URLSearchParams((await message).body);
  expect([form.get('Action'), form.get('TopicArn')]).toEqual(['Publish', SNS]);
  expect(JSON.parse(form.get('Message') ?? '')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
    requestPayload: { fail: true },
    responseContext: { functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'asked to' },
  });
});

test('sends an event of its own to an event bus', async () => {
  await settings({ OnFailure: { Destination: BUS } });
  const message = nextMessage();
  await send({ fail: true });
  const { target, body } = await message;
  expect(target).toBe('AWSEvents.PutEvents');
  expect(JSON.parse(body).Entries).toEqual([
    {
      Source: 'lambda',
      DetailType: 'Lambda Function Invocation Result - Failure',
      Resources: [BUS, `${FUNCTION}:$LATEST`],
      Detail: expect.stringContaining('"condition":"RetriesExhausted"'),
      EventBusName: BUS,
    },
  ]);
});

test('invokes another function with the record', async () => {
  await settings({ OnSuccess: { Destination: NEXT } });
  const { events } = bench.engine.context;
  const ran = new Promise<string>((resolve) => {
    const subscription = events.subscribe('invocation', ({ functionArn, invokedBy }) => {
      if (functionArn !== NEXT) return;
      subscription[Symbol.dispose]();
      resolve(invokedBy);
    });
  });
  await send({});
  expect(await ran).toContain(FUNCTION);
});

describe('rejects a destination', () => {
  test.each([
    [
      'to which the function’s role may not send',
      'arn:aws:sqs:us-east-1:000000000000:other',
      'InvalidParameterValueException',
      /execution role does not have permissions to call SendMessage on arn:aws:sqs/,
    ],
    [
      'that is none',
      'arn:aws:iam::000000000000:role/r',
      'InvalidParameterValueException',
      /destination config/,
    ],
    [
      'that is a function which does not exist',
      `${FUNCTION}-gone`,
      'InvalidParameterValueException',
      `The destination ARN ${FUNCTION}-gone is invalid.`,
    ],
    [
      'that is the function itself',
      `${FUNCTION}:1`,
      'InvalidParameterValueException',
      "You can't specify the function as a destination for itself.",
    ],
    ['in S3, by name', 'arn:aws:s3:::bucket', 'NotImplementedException', /arn:aws:s3:::bucket/],
  ])('%s', async (_what, Destination, name, message) => {
    await expect(settings({ OnFailure: { Destination } })).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});

test('changes one half, and turns it off', async () => {
  await settings({ OnSuccess: { Destination: SQS }, OnFailure: { Destination: SNS } });
  const FunctionName = 'f';
  const change = (DestinationConfig: DestinationConfig) =>
    bench.client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
  await change({ OnFailure: { Destination: BUS } });
  const { DestinationConfig } = await change({ OnSuccess: {} });
  expect(DestinationConfig).toEqual({ OnSuccess: {}, OnFailure: { Destination: BUS } });
  expect(await bench.client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).toMatchObject({
    DestinationConfig,
    MaximumRetryAttempts: 0,
  });
});
