import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import { ACCOUNT, allows, clientOptions, makeRole, sessionOf } from '../iam/testing/account.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/lambda/f`;

async function asRole(policy: string): Promise<CloudWatchLogsClient> {
  await makeRole(engine, 'writer', policy);
  return new CloudWatchLogsClient(clientOptions(engine, await sessionOf(engine, 'writer')));
}

test('checks permission on the stream, the group’s streams, or no group, by operation', async () => {
  const logs = await asRole(allows('s3:*'));
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => 'allowed',
      (error: Error) => /on resource: (\S+) because/.exec(error.message)?.[1],
    );
  const place = { logGroupName: '/aws/lambda/f', logStreamName: 's' };
  expect(await refusal(logs.send(new CreateLogGroupCommand(place)))).toBe(`${GROUP}:log-stream:`);
  expect(await refusal(logs.send(new CreateLogStreamCommand(place)))).toBe(`${GROUP}:log-stream:s`);
  const logEvents = [{ timestamp: 1, message: 'x' }];
  expect(await refusal(logs.send(new PutLogEventsCommand({ ...place, logEvents })))).toBe(
    `${GROUP}:log-stream:s`,
  );
  expect(await refusal(logs.send(new FilterLogEventsCommand(place)))).toBe(`${GROUP}:log-stream:`);
  expect(await refusal(logs.send(new DescribeLogGroupsCommand({})))).toBe(
    `arn:aws:logs:us-east-1:${ACCOUNT}:log-group::log-stream:`,
  );
  expect(await refusal(logs.send(new TagResourceCommand({ resourceArn: GROUP, tags: { a: 'b' } })))).toBe(
    GROUP,
  );
  logs.destroy();
});

test('checks the permission to tag a new group (on which resource is a guess)', async () => {
  const logs = await asRole(allows('logs:CreateLogGroup', `${GROUP}:*`));
  const made = logs.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/f', tags: { app: 'x' } }));
  await expect(made).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User with accountId: ${ACCOUNT} is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is required.`,
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  logs.destroy();
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  const may = await asRole(allows(['logs:CreateLogGroup', 'logs:TagResource'], `${GROUP}:*`));
  await may.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/f', tags: { app: 'x' } }));
  may.destroy();
});

test('allows nothing in a group by its ARN without the star, everything with it', async () => {
  for (const [resource, outcome] of [
    [GROUP, 'AccessDeniedException'],
    [`${GROUP}:*`, undefined],
  ] as const) {
    await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
    const logs = await asRole(allows('logs:CreateLogGroup', resource));
    const made = logs.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/f' }));
    expect(
      await made.then(
        () => undefined,
        (error: Error) => error.name,
      ),
    ).toBe(outcome);
    logs.destroy();
  }
});

test('checks a group’s tags', async () => {
  const Condition = { StringEquals: { 'aws:ResourceTag/app': 'mine' } };
  const logs = await asRole(allows('logs:FilterLogEvents', '*', { Condition }));
  const root = new CloudWatchLogsClient(clientOptions(engine));
  for (const app of ['mine', 'theirs'])
    await root.send(new CreateLogGroupCommand({ logGroupName: app, tags: { app } }));
  root.destroy();
  expect((await logs.send(new FilterLogEventsCommand({ logGroupName: 'mine' }))).events).toEqual([]);
  await expect(logs.send(new FilterLogEventsCommand({ logGroupName: 'theirs' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  logs.destroy();
});
