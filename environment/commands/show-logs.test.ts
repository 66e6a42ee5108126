import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import { localClient } from '../local-client.ts';
import type { Terminal } from '../terminal.ts';
import { type ShownLogs, showLogs } from './show-logs.ts';

/** A terminal that keeps what is written to it. */
function paper(): { terminal: Terminal; lines: string[]; written(text: string): Promise<void> } {
  const lines: string[] = [];
  const waiting = new Map<string, () => void>();
  const plain = (text: string) => text;
  return {
    lines,
    terminal: {
      line(text = '') {
        lines.push(text);
        for (const [wanted, resolve] of waiting) if (text.includes(wanted)) resolve();
      },
      bold: plain,
      dim: plain,
      good: plain,
      bad: plain,
      tint: plain,
    },
    written: (text) =>
      new Promise((resolve) => {
        waiting.set(text, resolve);
        if (lines.some((line) => line.includes(text))) resolve();
      }),
  };
}

/** Writes a line like a function, at a time in seconds before now. */
async function write(engine: Engine, logGroupName: string, message: string, ago: number): Promise<void> {
  const logs = new CloudWatchLogsClient(localClient(engine.endpoint, 'us-east-1'));
  const place = { logGroupName, logStreamName: 's' };
  const taken = (error: Error) => {
    if (error.name !== 'ResourceAlreadyExistsException') throw error;
  };
  await logs.send(new CreateLogGroupCommand(place)).catch(taken);
  await logs.send(new CreateLogStreamCommand(place)).catch(taken);
  const logEvents = [{ message, timestamp: Date.now() - ago * 1000 }];
  await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
  logs.destroy();
}

const AUTHORIZER = '/aws/lambda/gatehouse-dev-authorizer';
const CONFIRMATION = '/aws/lambda/gatehouse-dev-post-confirmation';
const about = (endpoint: string, more: Partial<ShownLogs> = {}): ShownLogs => ({
  endpoint,
  region: 'us-east-1',
  groups: [CONFIRMATION, AUTHORIZER],
  follow: false,
  ...more,
});
const withoutTime = (lines: readonly string[]) => lines.map((line) => line.replace(/^[\d:.]{12} /, ''));

test('shows the lines of the requested groups by time', async () => {
  await using engine = await startEngine();
  await write(engine, CONFIRMATION, 'second', 10);
  await write(engine, AUTHORIZER, 'first\n', 20);
  await write(engine, '/aws/lambda/another', 'of another', 15);
  const { terminal, lines } = paper();
  await showLogs(about(engine.endpoint), terminal);
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} /);
  expect(withoutTime(lines)).toEqual([
    'gatehouse-dev-authorizer  first',
    'gatehouse-dev-post-confirmation  second',
  ]);
});

test('shows nothing for groups that do not exist yet', async () => {
  await using engine = await startEngine();
  const { terminal, lines } = paper();
  await showLogs(about(engine.endpoint), terminal);
  expect(lines).toEqual([]);
});

test('follows on a terminal until the engine ends', async () => {
  const { terminal, lines, written } = paper();
  let shown: Promise<void>;
  {
    await using engine = await startEngine();
    await write(engine, AUTHORIZER, 'before', 10);
    shown = showLogs(about(engine.endpoint, { groups: [AUTHORIZER], follow: true }), terminal);
    await written('before');
    await write(engine, CONFIRMATION, 'of another', 5);
    await write(engine, AUTHORIZER, 'after', 5);
    await written('after');
  }
  await shown;
  expect(withoutTime(lines)).toEqual([
    'gatehouse-dev-authorizer  before',
    'gatehouse-dev-authorizer  after',
    'The engine has ended.',
  ]);
});

/** An engine that answers every call with this history, and a follower with these lines and its end. */
async function fake(
  history: object[],
  coming: object[] | undefined,
): Promise<AsyncDisposable & { endpoint: string }> {
  const server = createServer((request, response) => {
    request.resume();
    const isCall = request.url === '/';
    response.writeHead(isCall || coming ? 200 : 404, { 'Content-Type': 'application/x-amz-json-1.1' });
    if (isCall) response.end(JSON.stringify({ events: history }));
    else response.end((coming ?? []).map((event) => `${JSON.stringify(event)}\n`).join(''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('shows a line once that arrives twice', async () => {
  const told = (at: number, message: string) => ({
    type: 'log',
    at,
    group: AUTHORIZER,
    stream: 's',
    message,
  });
  await using engine = await fake([{ timestamp: 1, message: 'both' }], [told(1, 'both'), told(2, 'both')]);
  const { terminal, lines } = paper();
  await showLogs(about(engine.endpoint, { groups: [AUTHORIZER], follow: true }), terminal);
  expect(lines).toEqual([
    '00:00:00.001 gatehouse-dev-authorizer  both',
    '00:00:00.002 gatehouse-dev-authorizer  both',
    'The engine has ended.',
  ]);
});

test('says that an engine does not stream lines, instead of failing', async () => {
  await using engine = await fake([], undefined);
  const { terminal, lines } = paper();
  await showLogs(about(engine.endpoint, { follow: true }), terminal);
  expect(lines).toEqual(['This engine does not tell of lines as they come: make logs again shows them.']);
});
