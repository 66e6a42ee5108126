import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteResourcePolicyCommand,
  DescribeDestinationsCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueriesCommand,
  DescribeResourcePoliciesCommand,
  GetDeliverySourceCommand,
  ListLogGroupsCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';

let engine: Engine;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  engine = await startEngine();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint } = engine;
  logs = new CloudWatchLogsClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  for (const logGroupName of ['one', 'two']) await logs.send(new CreateLogGroupCommand({ logGroupName }));
});
afterAll(async () => {
  logs.destroy();
  await engine[Symbol.asyncDispose]();
});

const transformation = { metricName: 'errors', metricNamespace: 'app', metricValue: '1', defaultValue: 0 };
const put = (logGroupName: string, filterName: string, filterPattern = 'ERROR') =>
  logs.send(
    new PutMetricFilterCommand({
      logGroupName,
      filterName,
      filterPattern,
      metricTransformations: [transformation],
    }),
  );

test('stores metric filters, finds them by group, prefix and metric, and counts them', async () => {
  await put('one', 'b', '{$.message = "test"}');
  await put('two', 'a', ' ');
  const shown = {
    filterName: 'b',
    filterPattern: '{$.message = "test"}',
    logGroupName: 'one',
    metricTransformations: [transformation],
    applyOnTransformedLogs: false,
    creationTime: expect.any(Number),
  };
  const described = async (input: object) =>
    (await logs.send(new DescribeMetricFiltersCommand(input))).metricFilters;
  expect(await described({ logGroupName: 'one' })).toEqual([shown]);
  expect((await described({}))?.map(({ filterName }) => filterName)).toEqual(['a', 'b']);
  expect(await described({ filterNamePrefix: 'b' })).toEqual([shown]);
  expect(await described({ metricName: 'errors', metricNamespace: 'app' })).toHaveLength(2);
  expect(await described({ metricName: 'errors', metricNamespace: 'other' })).toEqual([]);
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'one' }));
  expect(logGroups).toMatchObject([{ metricFilterCount: 1 }]);
  await logs.send(new DeleteMetricFilterCommand({ logGroupName: 'one', filterName: 'b' }));
  expect(await described({ logGroupName: 'one' })).toEqual([]);
});

test('lists metric filters in pages', async () => {
  for (const name of ['a', 'b', 'c']) await put('one', name);
  const first = await logs.send(new DescribeMetricFiltersCommand({ logGroupName: 'one', limit: 2 }));
  const { nextToken } = first;
  const second = await logs.send(new DescribeMetricFiltersCommand({ logGroupName: 'one', nextToken }));
  expect([first, second].map((page) => page.metricFilters?.map((one) => one.filterName))).toEqual([
    ['a', 'b'],
    ['c'],
  ]);
  expect(second.nextToken).toBeUndefined();
});

test('rejects a metric filter with an unknown group or an invalid pattern', async () => {
  await expect(put('nowhere', 'a')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
  await expect(put('one', 'a', '{ $.a = }')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(
    logs.send(new DeleteMetricFilterCommand({ logGroupName: 'x'.repeat(513), filterName: 'a' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
  });
});

const subscribe = (destinationArn: string) =>
  logs.send(
    new PutSubscriptionFilterCommand({
      logGroupName: 'one',
      filterName: 'all',
      filterPattern: '',
      destinationArn,
    }),
  );

test.each([
  [
    'arn:aws:lambda:us-east-1:111111111111:function:f',
    'AccessDeniedException',
    'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
  ],
  [
    'arn:aws:kinesis:us-east-1:000000000000:stream/s',
    'InvalidParameterException',
    'destinationArn for vendor kinesis cannot be used without roleArn',
  ],
  [
    'arn:aws:lambda:us-east-1:000000000000:function:absent',
    'InvalidParameterException',
    'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
  ],
])('rejects a subscription to %s', async (destination, name, message) => {
  await expect(subscribe(destination)).rejects.toMatchObject({ name, message });
});

test('stores at most ten resource policies, and lists them by name', async () => {
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'route53.amazonaws.com' },
        Action: 'logs:PutLogEvents',
        Resource: '*',
      },
    ],
  });
  const policy = (policyName: string) =>
    logs.send(new PutResourcePolicyCommand({ policyName, policyDocument }));
  expect((await policy('p9')).resourcePolicy).toEqual({
    policyName: 'p9',
    policyDocument,
    lastUpdatedTime: expect.any(Number),
    policyScope: 'ACCOUNT',
  });
  for (let index = 0; index < 9; index += 1) await policy(`p${index}`);
  await expect(policy('one more')).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Resource limit exceeded.',
  });
  await policy('p9');
  await logs.send(new DeleteResourcePolicyCommand({ policyName: 'p0' }));
  const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
  expect(resourcePolicies.map(({ policyName }) => policyName)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => `p${index}`),
  );
  await expect(logs.send(new DeleteResourcePolicyCommand({ policyName: 'absent' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Policy with name [absent] does not exist.',
  });
});

test.each([
  ['one', ['one']],
  ['^one', ['one']],
  ['^neo', []],
  ['one|^two', ['one', 'two']],
])('lists the groups whose names match %s', async (logGroupNamePattern, names) => {
  const { logGroups } = await logs.send(new ListLogGroupsCommand({ logGroupNamePattern }));
  expect(logGroups).toEqual(
    names.map((name) => ({
      logGroupName: name,
      logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${name}`,
      logGroupClass: 'STANDARD',
    })),
  );
});

test('answers with empty lists for unsupported resources', async () => {
  expect((await logs.send(new DescribeDestinationsCommand({}))).destinations).toEqual([]);
  expect((await logs.send(new DescribeQueriesCommand({}))).queries).toEqual([]);
  await expect(logs.send(new GetDeliverySourceCommand({ name: 'absent' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested Delivery Source does not exist in this account.',
  });
});

test('takes a metric namespace with a colon, which the model forbids and AWS accepts, and refuses one with a dollar sign', async () => {
  const metricNamespace = 'A.B-c_d/1#2:metricNamespace';
  const store = (namespace: string) =>
    logs.send(
      new PutMetricFilterCommand({
        logGroupName: 'one',
        filterName: 'a',
        filterPattern: '',
        metricTransformations: [{ ...transformation, metricNamespace: namespace }],
      }),
    );
  await store(metricNamespace);
  const { metricFilters } = await logs.send(
    new DescribeMetricFiltersCommand({ metricName: 'errors', metricNamespace }),
  );
  expect(metricFilters).toHaveLength(1);
  await expect(store('a$b')).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('tells of protection and size in a listing by prefix, not in one by pattern', async () => {
  const groupOf = async (input: object) =>
    (await logs.send(new DescribeLogGroupsCommand(input))).logGroups?.[0];
  expect(await groupOf({ logGroupNamePrefix: 'one' })).toMatchObject({
    deletionProtectionEnabled: false,
    storedBytes: 0,
  });
  const found = await groupOf({ logGroupNamePattern: 'ne' });
  expect(found).toMatchObject({ logGroupName: 'one' });
  expect(found).not.toHaveProperty('deletionProtectionEnabled');
  expect(found).not.toHaveProperty('storedBytes');
});
