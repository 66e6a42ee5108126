import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { createEventBus } from '../edge/events.ts';
import { startEngine } from '../engine.ts';
import { createCallRecord, isChanging } from './call-record.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

test('records calls with the caller, the result, and whether they may have changed something', async () => {
  await using engine = await startEngine();
  const logs = new CloudWatchLogsClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const read = async (query = '') => (await fetch(`${engine.endpoint}/_gatehouse/calls${query}`)).json();
  expect(await read()).toEqual({ calls: [], last: 0 });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' }));
  await logs.send(new DescribeLogGroupsCommand({}));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' })).catch(() => undefined);
  logs.destroy();
  const call = {
    service: 'logs',
    at: expect.any(Number),
    principal: 'arn:aws:iam::000000000000:root',
    error: null,
  };
  const created = { ...call, n: 1, operation: 'CreateLogGroup', status: 200, changing: true };
  const described = { ...call, n: 2, operation: 'DescribeLogGroups', status: 200, changing: false };
  const refused = { ...created, n: 3, status: 400, error: 'ResourceAlreadyExistsException' };
  expect(await read()).toEqual({ calls: [created, described, refused], last: 3 });
  expect(await read('?since=2')).toEqual({ calls: [refused], last: 3 });
  expect(await read('?since=3')).toEqual({ calls: [], last: 3 });
  expect(await read('?since=last')).toEqual({
    message: 'since is "last": give the number of a call, 0 for all.',
  });
});

test('drops the oldest calls when the record is full', () => {
  const events = createEventBus((error) => {
    throw error;
  });
  using record = createCallRecord(events);
  for (let call = 1; call <= 20_000; call += 1) {
    events.publish({
      type: 'call',
      at: call,
      requestId: '',
      traceId: '',
      service: 'iam',
      operation: 'GetRole',
      principal: undefined,
      status: 200,
      durationMs: 0,
    });
  }
  const { calls, last } = record.since(0);
  expect(last).toBe(20_000);
  expect(calls).toHaveLength(16_384);
  expect(calls[0]).toMatchObject({ n: 20_000 - 16_384 + 1, at: 20_000 - 16_384 + 1, principal: null });
  expect(record.since(19_999).calls).toMatchObject([{ n: 20_000, at: 20_000 }]);
});

test.each([
  [
    false,
    [
      'GetRestApis',
      'ListUserPools',
      'DescribeTable',
      'AdminGetUser',
      'AdminListGroupsForUser',
      'BatchGetItem',
    ],
  ],
  [false, ['Query', 'Scan', 'TransactGetItems', 'FilterLogEvents', 'GetCallerIdentity', 'HeadObject']],
  [
    true,
    [
      'CreateRole',
      'PutItem',
      'UpdateStage',
      'DeleteTable',
      'AddPermission',
      'TagResource',
      'Invoke',
      'AssumeRole',
    ],
  ],
  [
    true,
    [
      'BatchWriteItem',
      'TransactWriteItems',
      'ExecuteStatement',
      'TestInvokeMethod',
      'SignUp',
      'QueryAndChange',
    ],
  ],
])('changing is %s for %j', (changing, operations) => {
  expect(operations.filter((operation) => isChanging(operation) !== changing)).toEqual([]);
});

test('lets another process move time only if the engine was started for it', async () => {
  const move = (engine: { endpoint: string }, body: unknown) =>
    fetch(`${engine.endpoint}/_gatehouse/clock`, { method: 'POST', body: JSON.stringify(body) });
  await using manual = await startEngine({ manualClock: true });
  const before = manual.context.clock.now();
  const due: number[] = [];
  manual.context.clock.after(5000, () => due.push(manual.context.clock.now()));
  const moved = await move(manual, { advanceMs: 8000 });
  expect([moved.status, await moved.json()]).toEqual([200, { now: before + 8000, manual: true }]);
  expect(due).toEqual([before + 5000]);
  for (const advanceMs of [-1, 1.5, 'x', null]) {
    const refused = await move(manual, { advanceMs });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { message: expect.stringContaining('advanceMs: give whole milliseconds from 0 to ') },
    ]);
  }

  await using usual = await startEngine();
  const refused = await move(usual, { advanceMs: 1 });
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { message: expect.stringContaining('CLOCK=manual') },
  ]);
});
