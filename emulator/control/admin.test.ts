import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../engine.ts';

let engine: Engine;
let logs: CloudWatchLogsClient;
beforeEach(async () => {
  engine = await startEngine();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  logs = new CloudWatchLogsClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
});
afterEach(async () => {
  logs.destroy();
  await engine[Symbol.asyncDispose]();
});

test('streams events of the requested types as they happen, one JSON object a line', async () => {
  const reader = new AbortController();
  const response = await fetch(`${engine.endpoint}/_gatehouse/events?type=call`, { signal: reader.signal });
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const body = Readable.fromWeb(response.body as never).on('error', () => undefined);
  const lines = createInterface({ input: body })[Symbol.asyncIterator]();
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' })).catch(() => undefined);
  const [first, second] = [await lines.next(), await lines.next()].map(({ value }) =>
    JSON.parse(String(value)),
  );
  expect(first).toMatchObject({
    type: 'call',
    service: 'logs',
    operation: 'CreateLogGroup',
    status: 200,
    principal: { kind: 'root', arn: 'arn:aws:iam::000000000000:root' },
    traceId: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  });
  expect(second).toMatchObject({ status: 400, error: 'ResourceAlreadyExistsException' });
  reader.abort();
});

test('rejects an unknown event type and lists the known ones', async () => {
  const response = await fetch(`${engine.endpoint}/_gatehouse/events?type=call,gossip`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    message:
      'There is no event type "gossip": give some of call, permission, invocation, log, mail, gate, trace, reset.',
  });
});

test('empties every service on a reset, by POST only', async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'group' }));
  const url = `${engine.endpoint}/_localstack/state/reset`;
  expect((await fetch(url)).status).toBe(405);
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toHaveLength(1);
  expect((await fetch(url, { method: 'POST' })).status).toBe(200);
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
});
