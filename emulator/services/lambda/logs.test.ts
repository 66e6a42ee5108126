import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, makeRole, openLambdaBench } from './testing/lambda-bench.ts';

let bench: LambdaBench;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  bench = await openLambdaBench();
  logs = new CloudWatchLogsClient({
    endpoint: bench.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  logs.destroy();
  await bench[Symbol.asyncDispose]();
});

async function messages(functionName: string): Promise<string[]> {
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` }),
  );
  return events.map(({ message = '' }) => message);
}

const MS = String.raw`\d+\.\d\d ms`;

test('logs Lambda’s lines and the function’s in order, in its group and its tail', async () => {
  await bench.create(
    'talks',
    `
    console.log('at init');
    export const handler = async () => {
      console.log('one\\ntwo %d', 2);
      console.error(new Error('shown'));
      console.debug({ a: 1 });
      process.stdout.write('raw line\\nno end');
    };
  `,
  );
  const { requestId: id, log } = await bench.invoke('talks');
  const lines = await messages('talks');
  expect(lines.map((line) => line.replaceAll(id ?? '', 'ID'))).toEqual([
    expect.stringMatching(
      /^INIT_START Runtime Version: nodejs:20\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$/,
    ),
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z\tundefined\tINFO\tat init\n$/),
    'START RequestId: ID Version: $LATEST\n',
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z\tID\tINFO\tone\ntwo 2\n$/),
    expect.stringMatching(/^\S+\tID\tERROR\tError: shown\n\s+at /),
    expect.stringMatching(/^\S+\tID\tDEBUG\t\{ a: 1 \}\n$/),
    'raw line\n',
    'no end',
    'END RequestId: ID\n',
    expect.stringMatching(
      new RegExp(
        `^REPORT RequestId: ID\tDuration: ${MS}\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: ${MS}\t\n$`,
      ),
    ),
  ]);
  expect(log).toBe(lines.slice(2).join(''));
  const second = await bench.invoke('talks');
  expect(second.log).toMatch(/Max Memory Used: \d+ MB\t\n$/);
});

test('tells followers of events the invocation and request of each line', async () => {
  await bench.create(
    'told',
    `console.log('at init'); export const handler = async () => console.log('said');`,
  );
  const seen: { message: string; requestId?: string; traceId?: string }[] = [];
  const { events } = bench.engine.context;
  using _heard = events.subscribe('log', (event) => void seen.push(event));
  let invoked = '';
  using _invoked = events.subscribe('invocation', ({ traceId }) => {
    invoked = traceId;
  });
  const { requestId } = await bench.invoke('told');
  const of = (words: string) => seen.find(({ message }) => message.includes(words));
  expect(of('at init')).not.toHaveProperty('requestId');
  for (const words of ['START RequestId', 'said', 'END', 'REPORT']) {
    expect(of(words)).toMatchObject({ requestId, traceId: invoked });
  }
});

test('logs a timeout and a failed init', async () => {
  await bench.create('slow', 'export const handler = () => new Promise((r) => setTimeout(r, 5000));', {
    Timeout: 1,
  });
  const slow = await bench.invoke('slow');
  expect(slow.log).toMatch(
    new RegExp(`\n\\d{4}-[^ ]+Z ${slow.requestId} Task timed out after 1.00 seconds\n\n`),
  );
  expect(slow.log).toMatch(/\tDuration: 1000\.00 ms\tBilled Duration: \d+ ms\t.*\tStatus: timeout\t\n$/);
  await bench.create('broken', "throw new Error('no start'); export const handler = 1;");
  await bench.invoke('broken');
  const lines = await messages('broken');
  expect(lines.filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
    expect.stringMatching(
      new RegExp(`^INIT_REPORT Init Duration: ${MS}\tPhase: init\tStatus: error\tError Type: Error\n$`),
    ),
    expect.stringMatching(
      new RegExp(`^INIT_REPORT Init Duration: ${MS}\tPhase: invoke\tStatus: error\tError Type: Error\n$`),
    ),
  ]);
});

test('counts a second init that succeeds as part of the invocation', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  await using bench = await openLambdaBench({ lambdaSandbox: 'none' });
  await bench.create(
    'second-try',
    `import { existsSync, writeFileSync } from 'node:fs';
    const mark = process.env.FOLDER + '/tried';
    if (!existsSync(mark)) {
      writeFileSync(mark, '');
      throw new Error('not yet');
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    export const handler = async (event, context) => context.getRemainingTimeInMillis();`,
    { Timeout: 20, Environment: { Variables: { FOLDER: folder } } },
  );
  const { payload, log } = await bench.invoke('second-try');
  expect(payload).toBeLessThan(20_000 - 250);
  expect(log).toMatch(/\tDuration: (?:[3-9]\d\d|\d{4,})\.\d\d ms\t/);
  expect(log).not.toContain('Init Duration');
  await rm(folder, { recursive: true });
});

test('logs a handler’s error as the runtime does', async () => {
  await bench.create(
    'fails',
    "export const handler = async () => { throw Object.assign(new TypeError('bad'), { code: 'E1', detail: 5 }); };",
  );
  const { log, requestId } = await bench.invoke('fails');
  const [, json = ''] = new RegExp(`\t${requestId}\tERROR\tInvoke Error \t(.*)\n`).exec(log) ?? [];
  expect(JSON.parse(json)).toEqual({
    errorType: 'TypeError',
    errorMessage: 'bad',
    code: 'E1',
    detail: 5,
    stack: expect.arrayContaining(['TypeError: bad']),
  });
});

test('logs objects in JSON format, and drops lines below the configured level', async () => {
  await bench.create(
    'json',
    `
    export const handler = async () => { console.info('not shown'); console.warn('hot', 1); console.error({ a: 1 }); };
  `,
    { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', LogGroup: '/aws/lambda/json' } },
  );
  const { requestId } = await bench.invoke('json');
  const lines = (await messages('json')).map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      time: expect.any(String),
      type: 'platform.initStart',
      record: expect.objectContaining({ initializationType: 'on-demand', functionName: 'json' }),
    },
    { time: expect.any(String), type: 'platform.start', record: { requestId, version: '$LATEST' } },
    { timestamp: expect.any(String), level: 'WARN', requestId, message: 'hot 1' },
    { timestamp: expect.any(String), level: 'ERROR', requestId, message: { a: 1 } },
    {
      time: expect.any(String),
      type: 'platform.report',
      record: {
        requestId,
        status: 'success',
        metrics: {
          durationMs: expect.any(Number),
          billedDurationMs: expect.any(Number),
          memorySizeMB: 128,
          maxMemoryUsedMB: expect.any(Number),
          initDurationMs: expect.any(Number),
        },
      },
    },
  ]);
});

test('logs no platform line of a successful invocation at system log level WARN', async () => {
  await bench.create('quiet', "export const handler = async () => { console.info('mine'); };", {
    LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' },
  });
  await bench.invoke('quiet');
  expect((await messages('quiet')).map((line) => JSON.parse(line).message)).toEqual(['mine']);
});

test('runs without logs if the role may not write them', async () => {
  const Role = await makeRole(bench.iam, 'silent');
  await bench.iam.send(new DeleteRolePolicyCommand({ RoleName: 'silent', PolicyName: 'logs' }));
  await bench.create('silent', "export const handler = async () => { console.log('unseen'); return 1; };", {
    Role,
  });
  const { payload, log } = await bench.invoke('silent');
  expect(payload).toBe(1);
  expect(log).toContain('unseen');
  await expect(messages('silent')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
