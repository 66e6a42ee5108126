import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import type { EngineOptions } from '../../../engine.ts';
import { TestClock } from '../../../store/clock.ts';
import { allows } from '../../iam/testing/account.ts';
import { openLambdaBench } from '../testing/lambda-bench.ts';
import { queueStandIn } from '../testing/queue-stand-in.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
const FIFO = `${QUEUE}.fifo`;

/** A function that tells its event in its log; it fails for a body `bad`, and reports messages whose body begins with `not`. */
const SOURCE = `export const handler = async (event) => {
  console.log('SEEN ' + JSON.stringify(event));
  if (event.Records.some(({ body }) => body === 'bad')) throw new Error('bad');
  const failed = event.Records.filter(({ body }) => body.startsWith('not'));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

interface Seen {
  Records: { body: string; [member: string]: unknown }[];
}

async function open(
  options: EngineOptions = {},
  actions = 'ReceiveMessage DeleteMessage GetQueueAttributes',
) {
  const queue = await queueStandIn();
  const bench = await openLambdaBench({ upstream: queue.upstream.url, ...options });
  const may = allows(
    actions.split(' ').map((action) => `sqs:${action}`),
    [QUEUE, FIFO],
  );
  await bench.iam.send(
    new PutRolePolicyCommand({ RoleName: 'function-role', PolicyName: 'queue', PolicyDocument: may }),
  );
  const seen: Seen[] = [];
  let told = () => {};
  bench.engine.context.events.subscribe('log', ({ message }) => {
    const text = /SEEN (.*)/.exec(message)?.[1];
    if (text === undefined) return;
    seen.push(JSON.parse(text));
    told();
  });
  await bench.create('f', SOURCE);
  return {
    ...bench,
    queue,
    seen,
    /** The bodies of each run's messages. */
    bodies: () => seen.map(({ Records }) => Records.map(({ body }) => body).join(' ')),
    runs: async (count: number) => {
      while (seen.length < count)
        await new Promise<void>((resolve) => {
          told = resolve;
        });
    },
    map: (settings: Partial<CreateEventSourceMappingCommandInput> = {}) =>
      bench.client.send(
        new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: QUEUE, ...settings }),
      ),
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
    },
  };
}

test('hands a function the messages of a queue as AWS words them, and removes them', async () => {
  await using bench = await open();
  bench.queue.send('hello', { attributes: { Author: { DataType: 'String', StringValue: 'Ann' } } });
  const made = await bench.map();
  expect(made).toMatchObject({
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    EventSourceArn: QUEUE,
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
  });
  for (const member of ['StartingPosition', 'LastProcessingResult', 'ParallelizationFactor', 'ScalingConfig'])
    expect(made).not.toHaveProperty(member);
  await bench.queue.asked('removed hello', 1);
  expect(bench.seen).toEqual([
    {
      Records: [
        {
          messageId: 'm-1',
          receiptHandle: 'r-m-1',
          body: 'hello',
          attributes: { ApproximateReceiveCount: '1' },
          messageAttributes: {
            Author: { stringValue: 'Ann', stringListValues: [], binaryListValues: [], dataType: 'String' },
          },
          md5OfMessageAttributes: 'md5-of-attributes',
          md5OfBody: 'md5',
          eventSource: 'aws:sqs',
          eventSourceARN: QUEUE,
          awsRegion: 'us-east-1',
        },
      ],
    },
  ]);
  const { UUID } = made;
  expect((await bench.client.send(new GetEventSourceMappingCommand({ UUID }))).State).toBe('Enabled');
});

test('leaves a batch that failed in the queue, and hands it over again when the queue shows it', async () => {
  await using bench = await open();
  bench.queue.send('bad');
  bench.queue.send('good');
  await bench.map();
  await bench.runs(1);
  bench.queue.show();
  await bench.runs(2);
  expect(bench.bodies()).toEqual(['bad good', 'bad good']);
  expect(bench.seen[1]?.Records[0]).toMatchObject({ attributes: { ApproximateReceiveCount: '2' } });
  expect(bench.queue.left()).toEqual(['bad', 'good']);
});

test('leaves what the function reports, where the mapping lets it report', async () => {
  await using bench = await open();
  for (const body of ['a', 'not b', 'c']) bench.queue.send(body);
  const { UUID } = await bench.map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await bench.queue.asked('removed a c', 1);
  expect(bench.queue.left()).toEqual(['not b']);
  await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, FunctionResponseTypes: [] }));
  bench.queue.show();
  await bench.queue.asked('removed not b', 1);
});

test('hands on a group of a FIFO queue only when its earlier messages are done', async () => {
  await using bench = await open();
  for (const [body, group] of [
    ['bad', 'g'],
    ['later', 'g'],
    ['other', 'h'],
  ] as const)
    bench.queue.send(body, { group });
  await bench.map({ EventSourceArn: FIFO, BatchSize: 1 });
  await bench.queue.asked('removed other', 1);
  expect(bench.bodies().toSorted()).toEqual(['bad', 'other']);
  expect(bench.queue.left()).toEqual(['bad', 'later']);
});

test('gathers messages until a batch is whole, or its window is over', async () => {
  const clock = new TestClock(Date.now());
  await using bench = await open({ clock });
  await bench.map({ BatchSize: 12, MaximumBatchingWindowInSeconds: 5 });
  for (let index = 1; index <= 13; index += 1) bench.queue.send(String(index));
  await bench.queue.asked('removed', 2);
  expect(bench.bodies()).toEqual(['1 2 3 4 5 6 7 8 9 10 11 12']);
  expect(bench.seen[0]?.Records[0]).toMatchObject({ md5OfMessageAttributes: null });
  clock.advance(4999);
  bench.queue.send('14');
  await bench.queue.asked('received 14', 1);
  const waits = bench.queue.calls.filter((call) => call.startsWith('waits')).length;
  await bench.queue.asked('waits', waits + 1);
  expect(bench.seen).toHaveLength(1);
  clock.advance(1);
  await bench.runs(2);
  expect(bench.bodies()[1]).toBe('13 14');
});

test('removes messages that do not fit a filter, and looks into bodies that are JSON', async () => {
  await using bench = await open();
  const Filters = [{ Pattern: '{"body":{"kind":["order"]}}' }, { Pattern: '{"body":["plain"]}' }];
  await bench.map({ BatchSize: 1, FilterCriteria: { Filters } });
  for (const body of ['{"kind":"order"}', '{"kind":"note"}', 'plain', 'other', '"plain"'])
    bench.queue.send(body);
  await bench.queue.asked('removed', 5);
  expect(bench.bodies().toSorted()).toEqual(['"plain"', 'plain', '{"kind":"order"}']);
  expect(bench.queue.left()).toEqual([]);
});

test('runs no more batches at once than the mapping allows', async () => {
  await using bench = await open();
  await bench.create(
    'slow',
    'export const handler = async () => { console.log(\'SEEN {"Records":[]}\'); await new Promise((end) => setTimeout(end, 15000)); };',
    { Timeout: 20 },
  );
  for (const body of ['a', 'b', 'c', 'd']) bench.queue.send(body);
  const made = await bench.map({
    FunctionName: 'slow',
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  expect(made.ScalingConfig).toEqual({ MaximumConcurrency: 2 });
  await bench.runs(2);
  expect(bench.queue.calls.filter((call) => call.startsWith('received'))).toEqual([
    'received a',
    'received b',
  ]);
  const { UUID } = made;
  const ScalingConfig = {};
  const after = await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, ScalingConfig }));
  expect(after).not.toHaveProperty('ScalingConfig');
});

test('tries a function that is throttled again, while the queue hides the messages', async () => {
  await using bench = await open();
  const FunctionName = 'f';
  const reserve = (ReservedConcurrentExecutions: number) =>
    bench.client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  await reserve(0);
  bench.queue.send('a');
  await bench.map();
  // Asked when the function could not be run, for how long there is.
  await bench.queue.asked('told its visibility timeout', 2);
  await reserve(1);
  await bench.queue.asked('removed a', 1);
  expect(bench.queue.calls.filter((call) => call.startsWith('received'))).toEqual(['received a']);
});

test('stops while it is off: what comes to the call that was under way goes back', async () => {
  await using bench = await open();
  const { UUID } = await bench.map();
  bench.queue.send('a');
  await bench.queue.asked('removed a', 1);
  await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  bench.queue.send('b');
  await bench.queue.asked('gave back 1', 1);
  expect(bench.queue.left()).toEqual(['b']);
  await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await bench.queue.asked('removed b', 1);
  await bench.client.send(new DeleteEventSourceMappingCommand({ UUID }));
  bench.queue.send('c');
  await bench.queue.asked('gave back 1', 2);
  expect(bench.bodies()).toEqual(['a', 'b']);
});

test('goes on when the queue can be read again', async () => {
  const clock = new TestClock(Date.now());
  const reports: unknown[] = [];
  await using bench = await open({ clock, report: (error) => reports.push(error) });
  await bench.map();
  bench.queue.send('a');
  await bench.queue.asked('removed a', 1);
  bench.queue.fail({ code: 'QueueDoesNotExist', message: 'The specified queue does not exist.' });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  while (reports.length === 0) await turn();
  expect(String(reports[0])).toContain('The specified queue does not exist.');
  bench.queue.fail(undefined);
  bench.queue.send('b');
  // Not a tick longer: the function's time runs by this clock too.
  while (!bench.queue.calls.includes('received b')) {
    clock.advance(500);
    await turn();
  }
  await bench.queue.asked('removed b', 1);
});

describe('rejects a mapping', () => {
  const refusal = async (
    settings: Partial<CreateEventSourceMappingCommandInput>,
    prepare: (bench: Awaited<ReturnType<typeof open>>) => void = () => undefined,
    actions?: string,
  ) => {
    await using bench = await open({}, actions);
    prepare(bench);
    return await bench.map(settings).then(
      () => 'nothing',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  };

  test('of a queue that shows messages again while the function is at work', async () => {
    const shows = (bench: Awaited<ReturnType<typeof open>>) => {
      bench.queue.visibilityTimeout = 2;
    };
    expect(await refusal({}, shows)).toBe(
      'InvalidParameterValueException: Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds',
    );
  });

  test('of a queue that is not there', async () => {
    const gone = (bench: Awaited<ReturnType<typeof open>>) => {
      bench.queue.fail({ code: 'QueueDoesNotExist', message: 'The specified queue does not exist.' });
    };
    expect(await refusal({}, gone)).toBe(
      'InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  });

  test.each([
    ['ReceiveMessage', 'DeleteMessage GetQueueAttributes'],
    ['DeleteMessage', 'ReceiveMessage GetQueueAttributes'],
    ['GetQueueAttributes', 'ReceiveMessage DeleteMessage'],
  ])('where the role may not call %s', async (action, others) => {
    expect(await refusal({}, undefined, others)).toBe(
      `InvalidParameterValueException: The provided execution role does not have permissions to call ${action} on SQS`,
    );
  });

  test.each([
    [
      'a large batch without a window',
      { BatchSize: 11 },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    ],
    [
      'a window of a FIFO queue',
      { EventSourceArn: FIFO, MaximumBatchingWindowInSeconds: 1 },
      'Batching window is not supported for FIFO queues',
    ],
    [
      'a starting position',
      { StartingPosition: 'LATEST' as const },
      'StartingPosition is not valid for SQS event sources.',
    ],
    [
      'what streams alone have (the sentence is a guess)',
      { MaximumRetryAttempts: 1 },
      'Unsupported MaximumRetryAttempts parameter for given event source mapping type.',
    ],
    [
      'a large batch of a FIFO queue (the sentence is a guess)',
      { EventSourceArn: FIFO, BatchSize: 11 },
      'Batch size must be at most 10 for FIFO queues',
    ],
  ])('with %s', async (_what, settings, message) => {
    expect(await refusal(settings)).toBe(`InvalidParameterValueException: ${message}`);
  });

  test('when there is one already', async () => {
    await using bench = await open();
    const { UUID } = await bench.map();
    await expect(bench.map()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `An event source mapping with SQS arn (" ${QUEUE} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    });
  });

  test('without an upstream', async () => {
    await using bench = await openLambdaBench();
    await bench.create('f', SOURCE);
    await expect(
      bench.client.send(new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: QUEUE })),
    ).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: expect.stringContaining('an event source of sqs without an upstream (UPSTREAM)'),
    });
  });
});
