import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  TestMetricFilterCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';

let engine: Engine;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  engine = await startEngine();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  logs = new CloudWatchLogsClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group', tags: { app: 'x' } }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'group', logStreamName: 'stream' }));
});
afterAll(async () => {
  logs.destroy();
  await engine[Symbol.asyncDispose]();
});

const place = { logGroupName: 'group', logStreamName: 'stream' };
const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:group';

async function put(messages: string[], timestamp = Date.now()) {
  const logEvents = messages.map((message, index) => ({ message, timestamp: timestamp + index }));
  return logs.send(new PutLogEventsCommand({ ...place, logEvents }));
}

test('describes a group with its retention and tags, and rejects its name a second time', async () => {
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'group', retentionInDays: 14 }));
  await logs.send(new TagResourceCommand({ resourceArn: arn, tags: { stage: 'dev' } }));
  await logs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['app'] }));
  expect((await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'gr' }))).logGroups).toEqual([
    expect.objectContaining({
      logGroupName: 'group',
      arn: `${arn}:*`,
      logGroupArn: arn,
      retentionInDays: 14,
    }),
  ]);
  expect((await logs.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags).toEqual({
    stage: 'dev',
  });
  await expect(logs.send(new CreateLogGroupCommand({ logGroupName: 'group' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  await expect(
    logs.send(new PutRetentionPolicyCommand({ logGroupName: 'group', retentionInDays: 2 })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('names what does not exist', async () => {
  await logs.send(new DeleteLogGroupCommand({ logGroupName: 'group' }));
  for (const command of [
    new DeleteLogGroupCommand({ logGroupName: 'group' }),
    new GetLogEventsCommand(place),
  ]) {
    await expect(logs.send(command as DeleteLogGroupCommand)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  }
});

test('refuses a name of 513 letters for a group or a stream', async () => {
  const long = 'x'.repeat(513);
  for (const command of [
    new CreateLogGroupCommand({ logGroupName: long }),
    new GetLogEventsCommand({ ...place, logGroupName: long }),
    new CreateLogStreamCommand({ ...place, logStreamName: long }),
  ]) {
    await expect(logs.send(command as CreateLogGroupCommand)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
    });
  }
});

test('returns lines in order, in pages, in both directions', async () => {
  await put(['one', 'two', 'three', 'four', 'five']);
  const messages = (page: { events?: { message?: string }[] }) => page.events?.map(({ message }) => message);
  const read = (more: object) => logs.send(new GetLogEventsCommand({ ...place, limit: 2, ...more }));
  const tail = await read({});
  expect(messages(tail)).toEqual(['four', 'five']);
  const before = await read({ nextToken: tail.nextBackwardToken });
  expect(messages(before)).toEqual(['two', 'three']);
  const head = await read({ startFromHead: true });
  expect(messages(head)).toEqual(['one', 'two']);
  const end = await read({ startFromHead: true, limit: 100, nextToken: head.nextForwardToken });
  expect(messages(end)).toEqual(['three', 'four', 'five']);
  const nothing = await read({ nextToken: end.nextForwardToken });
  expect(messages(nothing)).toEqual([]);
  expect(nothing.nextForwardToken).toBe(end.nextForwardToken);
});

test('rejects events out of order, drops too old ones, and says so', async () => {
  const now = Date.now();
  await expect(
    logs.send(
      new PutLogEventsCommand({
        ...place,
        logEvents: [
          { message: 'b', timestamp: now },
          { message: 'a', timestamp: now - 1 },
        ],
      }),
    ),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Log events in a single PutLogEvents request must be in chronological order.',
  });
  const old = await put(['ancient'], now - 15 * 24 * 60 * 60 * 1000);
  expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
});

test('limits a batch to a day, and drops what is too old or too new', async () => {
  const now = Date.now();
  const DAY = 24 * 60 * 60 * 1000;
  const batch = (...times: number[]) =>
    logs.send(
      new PutLogEventsCommand({
        ...place,
        logEvents: times.map((timestamp) => ({ message: 'x', timestamp })),
      }),
    );
  await expect(batch(now - 2 * DAY, now)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  });
  expect((await batch(now - 15 * DAY, now, now + DAY / 2)).rejectedLogEventsInfo).toEqual({
    tooOldLogEventEndIndex: 1,
    tooNewLogEventStartIndex: 2,
  });
  expect((await logs.send(new GetLogEventsCommand(place))).events).toHaveLength(1);
});

test('allows a group fifty tags, by its ARN without a star (the text for another ARN is a guess)', async () => {
  const many = (from: number, to: number) =>
    Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`k${from + index}`, '']));
  await logs.send(new TagResourceCommand({ resourceArn: arn, tags: many(0, 49) }));
  await logs.send(new TagResourceCommand({ resourceArn: arn, tags: many(0, 49) }));
  await expect(
    logs.send(new TagResourceCommand({ resourceArn: arn, tags: many(49, 50) })),
  ).rejects.toMatchObject({
    name: 'TooManyTagsException',
    message: 'A resource can have no more than 50 tags.',
  });
  for (const resourceArn of [`${arn}:*`, 'group'])
    await expect(logs.send(new ListTagsForResourceCommand({ resourceArn }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
});

test('lists streams, newest first on request, and filters a group in pages', async () => {
  await put(['{"level":"info","status":200}', '{"level":"error","status":500}', 'plain error']);
  const streams = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName: 'group', orderBy: 'LastEventTime', descending: true }),
  );
  expect(streams.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['stream']);
  expect(streams.logStreams?.[0]?.lastEventTimestamp).toEqual(expect.any(Number));
  const found = await logs.send(
    new FilterLogEventsCommand({ logGroupName: 'group', filterPattern: 'error', limit: 1 }),
  );
  expect(found.events?.map(({ message }) => message)).toEqual(['{"level":"error","status":500}']);
  const rest = await logs.send(
    new FilterLogEventsCommand({ logGroupName: 'group', filterPattern: 'error', nextToken: found.nextToken }),
  );
  expect(rest.events?.map(({ message }) => message)).toEqual(['plain error']);
});

test('pages late lines in their place, in both directions', async () => {
  const now = Date.now();
  await put(['three', 'four'], now);
  await put(['one', 'two'], now - 1000);
  const read = async (more: object) => {
    const page = await logs.send(new GetLogEventsCommand({ ...place, limit: 1, ...more }));
    return { ...page, message: page.events?.[0]?.message };
  };
  const seen: (string | undefined)[] = [];
  let page = await read({ startFromHead: true });
  for (let index = 0; index < 4; index += 1) {
    seen.push(page.message);
    page = await read({ nextToken: page.nextForwardToken });
  }
  expect([...seen, page.message]).toEqual(['one', 'two', 'three', 'four', undefined]);
  page = await read({ nextToken: page.nextBackwardToken });
  expect(page.message).toBe('three');
  await expect(read({ nextToken: 'x' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'The specified nextToken is invalid.',
  });
});

test('limits a page to a megabyte', async () => {
  const message = 'x'.repeat(400_000);
  for (let index = 0; index < 3; index += 1) await put([message]);
  const first = await logs.send(new GetLogEventsCommand({ ...place, startFromHead: true }));
  expect(first.events).toHaveLength(2);
  const filtered = await logs.send(new FilterLogEventsCommand({ logGroupName: 'group' }));
  expect(filtered.events).toHaveLength(2);
  const rest = await logs.send(
    new FilterLogEventsCommand({ logGroupName: 'group', nextToken: filtered.nextToken }),
  );
  expect(rest.events).toHaveLength(1);
  expect(rest.nextToken).toBeUndefined();
});

test('rejects lines past the retention, and hides those that pass it', async () => {
  const now = Date.now();
  const DAY = 24 * 60 * 60 * 1000;
  await put(['two days ago'], now - 2 * DAY);
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'group', retentionInDays: 1 }));
  expect((await logs.send(new GetLogEventsCommand(place))).events).toEqual([]);
  const { rejectedLogEventsInfo } = await put(['two days ago'], now - 2 * DAY);
  expect(rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
  await logs.send(new DeleteRetentionPolicyCommand({ logGroupName: 'group' }));
  expect((await logs.send(new GetLogEventsCommand(place))).events).toHaveLength(1);
});

test('tests a pattern on messages without a group', async () => {
  const { matches } = await logs.send(
    new TestMetricFilterCommand({
      filterPattern: '[ip, ..., status = 4*, bytes]',
      logEventMessages: ['1.2.3.4 - "GET /" 200 5', '1.2.3.4 - "GET /" 404 7'],
    }),
  );
  expect(matches).toEqual([
    {
      eventNumber: 2,
      eventMessage: '1.2.3.4 - "GET /" 404 7',
      extractedValues: { $ip: '1.2.3.4', $2: '-', $3: 'GET /', $status: '404', $bytes: '7' },
    },
  ]);
});

test('does not delete a protected group (the text is a guess)', async () => {
  const protect = (deletionProtectionEnabled: boolean) =>
    logs.send(
      new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: 'group', deletionProtectionEnabled }),
    );
  await protect(true);
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupIdentifiers: ['group'] }));
  expect(logGroups?.[0]?.deletionProtectionEnabled).toBe(true);
  await expect(logs.send(new DeleteLogGroupCommand({ logGroupName: 'group' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await protect(false);
  await logs.send(new DeleteLogGroupCommand({ logGroupName: 'group' }));
});

test('rejects names that exclude each other, an unknown stream, and too much at once', async () => {
  await expect(
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'g', logGroupNamePattern: 'g' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
  });
  await expect(
    logs.send(new DescribeLogStreamsCommand({ logGroupName: 'group', logGroupIdentifier: 'group' })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
  });
  await expect(
    logs.send(new FilterLogEventsCommand({ logGroupName: 'group', logStreamNames: ['none'] })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log stream does not exist.',
  });
  await expect(logs.send(new GetLogEventsCommand({ ...place, limit: 10_001 }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message:
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
  });
  await expect(put(['x'.repeat(600_000), 'x'.repeat(600_000)])).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});
