import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteSubscriptionFilterCommand,
  DescribeSubscriptionFiltersCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import type { Engine } from '../../engine.ts';
import { type LambdaBench, openLambdaBench } from '../lambda/testing/lambda-bench.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';

/** A group `group` with a stream `s`, a function that logs its event, and CloudWatch Logs' permission to invoke it. */
async function open(Principal = 'logs.amazonaws.com') {
  const bench = await openLambdaBench();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint } = bench.engine;
  const logs = new CloudWatchLogsClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'group', logStreamName: 's' }));
  await bench.create(
    'f',
    "export const handler = async ({ awslogs }) => console.log('got ' + awslogs.data);",
  );
  await permit(bench, Principal);
  return {
    bench,
    logs,
    subscribe: (filterPattern: string, filterName = 'all', logGroupName = 'group') =>
      logs.send(
        new PutSubscriptionFilterCommand({
          logGroupName,
          filterName,
          filterPattern,
          destinationArn: FUNCTION,
        }),
      ),
    write: (...messages: string[]) =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName: 'group',
          logStreamName: 's',
          logEvents: messages.map((message) => ({ message, timestamp: Date.now() })),
        }),
      ),
    async [Symbol.asyncDispose]() {
      logs.destroy();
      await bench[Symbol.asyncDispose]();
    },
  };
}

const permit = ({ client }: LambdaBench, Principal: string) =>
  client.send(
    new AddPermissionCommand({
      FunctionName: 'f',
      StatementId: 'logs',
      Action: 'lambda:InvokeFunction',
      Principal,
      SourceArn: 'arn:aws:logs:us-east-1:000000000000:log-group:group:*',
    }),
  );

/** The function's next event. */
function nextDelivery({ context }: Engine): Promise<object> {
  return new Promise((resolve) => {
    const subscription = context.events.subscribe('log', ({ message }) => {
      const [, data] = /got (\S+)/.exec(message) ?? [];
      if (data === undefined) return;
      subscription[Symbol.dispose]();
      resolve(JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8')));
    });
  });
}

test.each(['logs.amazonaws.com', 'logs.us-east-1.amazonaws.com'])(
  'sends a function that allows %s the lines that match its filter',
  async (principal) => {
    await using place = await open(principal);
    await place.subscribe('ERROR');
    const delivery = nextDelivery(place.bench.engine);
    await place.write('ERROR a', 'fine', 'ERROR b');
    const { events } = await place.logs.send(new FilterLogEventsCommand({ logGroupName: 'group' }));
    const kept = (events ?? []).filter(({ message }) => message !== 'fine');
    expect(await delivery).toEqual({
      messageType: 'DATA_MESSAGE',
      owner: '000000000000',
      logGroup: 'group',
      logStream: 's',
      subscriptionFilters: ['all'],
      logEvents: kept.map(({ eventId, timestamp, message }) => ({ id: eventId, timestamp, message })),
    });
  },
);

test('names the fields of a pattern that splits a line', async () => {
  await using place = await open();
  await place.subscribe('[status, size]');
  const delivery = nextDelivery(place.bench.engine);
  await place.write('200 17');
  expect(await delivery).toMatchObject({
    logEvents: [{ message: '200 17', extractedFields: { status: '200', size: '17' } }],
  });
});

test('keeps two filters of a group, changes one in place, and deletes it', async () => {
  await using place = await open();
  await place.subscribe('A');
  await place.subscribe('B', 'second');
  await expect(place.subscribe('C', 'third')).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Resource limit exceeded.',
  });
  await place.subscribe('[]');
  const described = () =>
    place.logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName: 'group', filterNamePrefix: 'a' }));
  expect((await described()).subscriptionFilters).toEqual([
    {
      filterName: 'all',
      logGroupName: 'group',
      filterPattern: '[]',
      destinationArn: FUNCTION,
      distribution: 'ByLogStream',
      creationTime: expect.any(Number),
      applyOnTransformedLogs: false,
    },
  ]);
  const gone = { logGroupName: 'group', filterName: 'all' };
  await place.logs.send(new DeleteSubscriptionFilterCommand(gone));
  expect((await described()).subscriptionFilters).toEqual([]);
  await expect(place.logs.send(new DeleteSubscriptionFilterCommand(gone))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified subscription filter does not exist.',
  });
});

test('rejects sending a function its own lines', async () => {
  await using place = await open();
  await place.logs.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/f' }));
  await expect(place.subscribe('', 'all', '/aws/lambda/f')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'The log group provided is reserved for the function log output of the destination function.',
  });
});
