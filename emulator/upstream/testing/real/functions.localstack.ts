import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allows, clientOptions } from '../../../services/iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from '../../../services/lambda/testing/lambda-bench.ts';
import { callSigned, jsonCall, queryCall } from '../signed.ts';
import { canHaveLocalStack, type LocalStack, openLocalStack } from './local-stack.ts';

const there = await canHaveLocalStack();
const testReal = there ? test : test.skip;
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:reader';
const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${queue}`;

/** A function that tells the bodies it was given; it fails for one that begins with `bad`, and reports those with `not`. */
const SOURCE = `export const handler = async ({ Records }) => {
  console.log('SEEN ' + JSON.stringify(Records.map(({ body }) => body)));
  if (Records.some(({ body }) => body.startsWith('bad'))) throw new Error('bad');
  const failed = Records.filter(({ body, attributes }) => body.startsWith('not') && attributes.ApproximateReceiveCount === '1');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

let localStack: LocalStack;
let bench: LambdaBench;
let queues: SQSClient;
let s3: S3Client;
const seen: string[] = [];
let told = () => {};
beforeAll(async () => {
  if (!there) return;
  localStack = await openLocalStack();
  bench = await openLambdaBench({ upstream: localStack.url, report: () => undefined });
  queues = new SQSClient(clientOptions(bench.engine));
  s3 = new S3Client({ ...clientOptions(bench.engine), forcePathStyle: true });
  bench.engine.context.events.subscribe('log', ({ message }) => {
    const text = /SEEN (.*)/.exec(message)?.[1];
    if (text !== undefined) seen.push(...JSON.parse(text));
    told();
  });
  const PolicyDocument = allows('sqs:*');
  await bench.iam.send(
    new PutRolePolicyCommand({ RoleName: 'function-role', PolicyName: 'queues', PolicyDocument }),
  );
  await bench.create('reader', SOURCE);
}, 1_200_000);
afterAll(async () => {
  for (const client of [queues, s3]) client?.destroy();
  await bench?.[Symbol.asyncDispose]();
  await localStack?.[Symbol.asyncDispose]();
});

/** Resolves when what functions have told satisfies a condition. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds())
    await new Promise<void>((resolve) => {
      told = resolve;
    });
}

async function makeQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

const map = (queue: string, settings: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  bench.client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'reader',
      EventSourceArn: arnOf(queue),
      ...settings,
    }),
  );

/** Waits for a message with long polling. */
async function receive(QueueUrl: string) {
  for (;;) {
    const { Messages: [message] = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MessageAttributeNames: ['All'] }),
    );
    if (message) return message;
  }
}

testReal(
  'messages of a queue come to a function here, and those that fail go where the redrive policy says',
  async () => {
    const dead = await makeQueue('failed');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('failed'), maxReceiveCount: 2 });
    const QueueUrl = await makeQueue('work', { VisibilityTimeout: '3', RedrivePolicy });
    await map('work', { BatchSize: 1 });
    for (const MessageBody of ['good', 'bad one'])
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect((await receive(dead)).Body).toBe('bad one');
    expect(seen.toSorted()).toEqual(['bad one', 'bad one', 'good']);
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    expect(Object.values(Attributes ?? {})).toEqual(['0', '0']);
  },
  60_000,
);

testReal(
  'a FIFO queue keeps the order of a group, over failures that the function reports',
  async () => {
    const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '3' };
    const QueueUrl = await makeQueue('work.fifo', fifo);
    for (const MessageBody of ['f1', 'not f2', 'f3'])
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'g' }));
    seen.length = 0;
    await map('work.fifo', { BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await until(() => seen.includes('f3'));
    expect(seen).toEqual(['f1', 'not f2', 'not f2', 'f3']);
  },
  60_000,
);

testReal('a mapping is refused for a queue that is not there', async () => {
  await expect(map('nowhere')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  });
});

testReal(
  'an event that was given up lies in the dead-letter queue',
  async () => {
    const QueueUrl = await makeQueue('dead');
    await bench.create('failing', "export const handler = async () => { throw new Error('asked to'); };", {
      DeadLetterConfig: { TargetArn: arnOf('dead') },
    });
    const settings = { FunctionName: 'failing', MaximumRetryAttempts: 0 };
    await bench.client.send(new PutFunctionEventInvokeConfigCommand(settings));
    const options = { InvocationType: 'Event', LogType: undefined } as const;
    const { requestId } = await bench.invoke('failing', { n: 1 }, options);
    const { Body, MessageAttributes } = await receive(QueueUrl);
    expect(Body).toBe('{"n":1}');
    expect(MessageAttributes).toEqual({
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { DataType: 'String', StringValue: 'asked to' },
    });
  },
  60_000,
);

testReal(
  'targets that are functions are refused when they are set, and LocalStack never sees them',
  async () => {
    const Bucket = 'told';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const LambdaFunctionConfigurations = [
      { LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:*' as const] },
    ];
    const NotificationConfiguration = { LambdaFunctionConfigurations };
    await expect(
      s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration })),
    ).rejects.toMatchObject({ name: 'NotImplementedException', message: expect.stringContaining(FUNCTION) });
    const kept = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(kept.LambdaFunctionConfigurations).toBeUndefined();
    const role = 'arn:aws:iam::000000000000:role/function-role';
    const machine = {
      name: 'm',
      roleArn: role,
      definition: JSON.stringify({
        StartAt: 'a',
        States: { a: { Type: 'Task', Resource: FUNCTION, End: true } },
      }),
    };
    for (const call of [
      queryCall('sns', {
        Action: 'Subscribe',
        Version: '2010-03-31',
        TopicArn: 'arn:aws:sns:us-east-1:000000000000:t',
        Protocol: 'lambda',
        Endpoint: FUNCTION,
      }),
      jsonCall('events', 'AWSEvents.PutTargets', { Rule: 'r', Targets: [{ Id: '1', Arn: FUNCTION }] }),
      jsonCall('states', 'AWSStepFunctions.CreateStateMachine', machine),
    ]) {
      const { status, body } = await callSigned(bench.engine, { ...call, region: 'us-east-1' });
      expect([status, body]).toEqual([400, expect.stringContaining('NotImplementedException')]);
      expect(body).toContain(FUNCTION);
    }
  },
);

testReal(
  'a bucket tells a function here by way of a queue',
  async () => {
    await makeQueue('uploads');
    await map('uploads');
    const Bucket = 'uploads';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const QueueConfigurations = [{ QueueArn: arnOf('uploads'), Events: ['s3:ObjectCreated:*' as const] }];
    const NotificationConfiguration = { QueueConfigurations };
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'cat.png', Body: 'x' }));
    await until(() =>
      seen.some((body) => body.includes('"key": "cat.png"') || body.includes('"key":"cat.png"')),
    );
  },
  60_000,
);

testReal(
  'a mapping goes on when LocalStack was killed and is back with its queue',
  async () => {
    await makeQueue('again');
    await map('again');
    await localStack.kill();
    await localStack.start();
    const QueueUrl = await makeQueue('again');
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: 'after' }));
    await until(() => seen.includes('after'));
  },
  60_000,
);
