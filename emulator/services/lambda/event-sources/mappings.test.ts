import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { type Engine, type EngineOptions, startEngine } from '../../../engine.ts';
import { TestClock } from '../../../store/clock.ts';
import { openLambdaBench } from '../testing/lambda-bench.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';

/** A function that logs its items, and fails for those called `bad`. */
const SOURCE = `export const handler = async ({ Records }) => {
  const ids = Records.map((record) => record.eventName + ' ' + record.dynamodb.Keys.id.S);
  console.log('SEEN ' + JSON.stringify(ids));
  if (ids.some((id) => id.endsWith('bad'))) throw new Error('bad');
};`;

/** What an engine's functions have logged. */
function watch({ context }: Engine) {
  const seen: string[][] = [];
  let told = () => {};
  context.events.subscribe('log', ({ message }) => {
    const text = /SEEN (.*)/.exec(message)?.[1];
    if (text === undefined) return;
    seen.push(JSON.parse(text));
    told();
  });
  return {
    seen,
    /** Resolves after so many invocations in all. */
    runs: async (count: number) => {
      while (seen.length < count)
        await new Promise<void>((resolve) => {
          told = resolve;
        });
    },
  };
}

/** An engine with a table that has a stream, and that function. */
async function open(options: EngineOptions = {}, readable = '*') {
  const bench = await openLambdaBench(options);
  const { client, engine, iam } = bench;
  const letRead = (Resource: string) =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName: 'function-role',
        PolicyName: 'stream',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map(
                (name) => `dynamodb:${name}`,
              ),
              Resource,
            },
          ],
        }),
      }),
    );
  if (readable !== '') await letRead(readable);
  const watched = watch(engine);
  const dynamodb = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: 'people',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const EventSourceArn = TableDescription?.LatestStreamArn;
  await bench.create('f', SOURCE);
  return {
    ...bench,
    EventSourceArn,
    letRead,
    ...watched,
    put: (id: string, v = '1') =>
      dynamodb.send(new PutItemCommand({ TableName: 'people', Item: { id: { S: id }, v: { S: v } } })),
    map: (settings: Partial<CreateEventSourceMappingCommandInput> = {}) =>
      client.send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'f',
          EventSourceArn,
          StartingPosition: 'TRIM_HORIZON',
          ...settings,
        }),
      ),
    async [Symbol.asyncDispose]() {
      dynamodb.destroy();
      await bench[Symbol.asyncDispose]();
    },
  };
}

test('invokes a function with what is in the stream, then with each new change', async () => {
  await using bench = await open();
  await bench.put('a');
  await bench.put('b');
  const made = await bench.map();
  expect(made).toMatchObject({
    State: 'Creating',
    FunctionArn: FUNCTION,
    EventSourceArn: bench.EventSourceArn,
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: 1,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    BisectBatchOnFunctionError: false,
    LastProcessingResult: 'No records processed',
    StateTransitionReason: 'User action',
  });
  await bench.runs(1);
  await bench.put('c');
  await bench.runs(2);
  await bench.put('c', '2');
  await bench.runs(3);
  expect(bench.seen).toEqual([['INSERT a', 'INSERT b'], ['INSERT c'], ['MODIFY c']]);
  const { UUID } = made;
  const got = await bench.client.send(new GetEventSourceMappingCommand({ UUID }));
  expect(got.State).toBe('Enabled');
});

test('tags a mapping, and keeps its tags when it changes', async () => {
  await using bench = await open();
  const { client } = bench;
  const { UUID, EventSourceMappingArn: Resource } = await bench.map({ Tags: { team: 'a', env: 'dev' } });
  const tags = async () => (await client.send(new ListTagsCommand({ Resource }))).Tags;
  await client.send(new TagResourceCommand({ Resource, Tags: { team: 'b' } }));
  await client.send(new UntagResourceCommand({ Resource, TagKeys: ['env', 'none'] }));
  await client.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
  expect(await tags()).toEqual({ team: 'b' });
  await expect(
    client.send(new TagResourceCommand({ Resource, Tags: { 'aws:x': 'b' } })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await client.send(new DeleteEventSourceMappingCommand({ UUID }));
  // The words are a guess.
  await expect(tags()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('starts with new changes, in batches of the requested size, filtered', async () => {
  await using bench = await open();
  await bench.put('before');
  await bench.map({
    StartingPosition: 'LATEST',
    BatchSize: 1,
    FilterCriteria: {
      Filters: [{ Pattern: JSON.stringify({ dynamodb: { NewImage: { v: { S: ['yes'] } } } }) }],
    },
  });
  for (const [id, v] of [
    ['a', 'yes'],
    ['b', 'no'],
    ['c', 'yes'],
  ] as const)
    await bench.put(id, v);
  await bench.runs(2);
  expect(bench.seen).toEqual([['INSERT a'], ['INSERT c']]);
});

test('waits for a batch until its window is over', async () => {
  const clock = new TestClock(Date.now());
  await using bench = await open({ clock });
  await bench.map({ MaximumBatchingWindowInSeconds: 5, BatchSize: 3 });
  await bench.put('a');
  await bench.put('b');
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(4999);
  expect(bench.seen).toEqual([]);
  clock.advance(1);
  await bench.runs(1);
  for (const id of ['c', 'd', 'e']) await bench.put(id);
  await bench.runs(2);
  expect(bench.seen).toEqual([
    ['INSERT a', 'INSERT b'],
    ['INSERT c', 'INSERT d', 'INSERT e'],
  ]);
});

test('stops while it is disabled, and continues where it was', async () => {
  await using bench = await open();
  const { UUID } = await bench.map();
  await bench.put('a');
  await bench.runs(1);
  const off = await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  expect(off.State).toBe('Disabling');
  await bench.put('b');
  await bench.put('c');
  expect((await bench.client.send(new GetEventSourceMappingCommand({ UUID }))).State).toBe('Disabled');
  await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await bench.runs(2);
  expect(bench.seen).toEqual([['INSERT a'], ['INSERT b', 'INSERT c']]);
  const gone = await bench.client.send(new DeleteEventSourceMappingCommand({ UUID }));
  expect(gone.State).toBe('Deleting');
  await expect(bench.client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
});

test('continues after a restart with what was not delivered', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'mappings-'));
  try {
    {
      await using bench = await open({ stateDir });
      const { UUID } = await bench.map();
      await bench.put('a');
      await bench.runs(1);
      await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
      await bench.put('b');
    }
    await using engine = await startEngine({ stateDir });
    const { seen, runs } = watch(engine);
    const client = new LambdaClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { EventSourceMappings } = await client.send(
      new ListEventSourceMappingsCommand({ FunctionName: 'f' }),
    );
    expect(EventSourceMappings).toMatchObject([{ State: 'Disabled', FunctionArn: FUNCTION }]);
    const UUID = EventSourceMappings?.[0]?.UUID;
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    client.destroy();
    await runs(1);
    expect(seen).toEqual([['INSERT b']]);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
});

test('rejects what is wrong, a duplicate, and what is not supported', async () => {
  await using bench = await open();
  const refusal = (settings: Partial<CreateEventSourceMappingCommandInput>) =>
    bench.map(settings).then(
      () => undefined,
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const stream = `${bench.EventSourceArn}x`;
  expect(await refusal({ EventSourceArn: stream })).toBe(
    `InvalidParameterValueException: Stream not found: ${stream}`,
  );
  expect(await refusal({ StartingPosition: 'AT_TIMESTAMP' })).toBe(
    `InvalidParameterValueException: Unsupported starting position for arn type: ${bench.EventSourceArn}`,
  );
  expect(await refusal({ FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } })).toBe(
    'InvalidParameterValueException: Invalid filter pattern definition.',
  );
  expect(await refusal({ FunctionName: 'g' })).toMatch(/^ResourceNotFoundException: Function not found/);
  const { UUID } = await bench.map();
  expect(await refusal({})).toBe(
    `ResourceConflictException: The event source arn (" ${bench.EventSourceArn} ") and function (" f ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  );
  expect(await refusal({ TumblingWindowInSeconds: 10 })).toMatch(/^NotImplementedException/);
  expect(await refusal({ EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:q' })).toMatch(
    /^NotImplementedException: CreateEventSourceMapping: an event source of sqs/,
  );
  const Destination = 'arn:aws:sqs:us-east-1:000000000000:q';
  expect(await refusal({ DestinationConfig: { OnFailure: { Destination } } })).toMatch(
    /^NotImplementedException/,
  );
});

test('rejects a stream that the function’s role may not read; accepts the policy of DynamoDB’s guide', async () => {
  await using bench = await open({}, '');
  await expect(bench.map()).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Cannot access stream ${bench.EventSourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  });
  await bench.letRead('arn:aws:dynamodb:us-east-1:000000000000:table/people/stream/*');
  expect(await bench.map()).toMatchObject({ State: 'Creating' });
});
