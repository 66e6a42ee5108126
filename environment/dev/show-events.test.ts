import { expect, test } from '@jest/globals';
import type { GateEvent, LogEvent } from '../../emulator/edge/events.ts';
import { createEventDisplay } from './show-events.ts';
import { keptLines } from './testing/kept-lines.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const traceId = 'Root=1-67891233-abcdef012345678912345678';

function shown(...messages: string[]): string[] {
  const lines: string[] = [];
  const display = createEventDisplay(keptLines(lines), 'gatehouse-dev-');
  for (const message of messages) display.happened(logged(message));
  return lines;
}

function logged(message: string): LogEvent {
  return { type: 'log', at, group: '/aws/lambda/gatehouse-dev-authorizer', stream: 's', message, traceId };
}

test('prints time, source, the end of the trace id, and the message without what is already there', () => {
  expect(shown('2026-01-02T03:04:05.678Z\t133f1d35-8b8b\tINFO\tallowed\n', 'raw\n')).toEqual([
    '03:04:05.678 authorizer        12345678 INFO allowed',
    '03:04:05.678 authorizer        12345678 raw',
  ]);
});

test('keeps lines of one message together, and drops Lambda’s tabs', () => {
  expect(
    shown(
      '2026-01-02T03:04:05.678Z\tid\tERROR\tError: no\n    at a\n',
      'REPORT RequestId: r\tDuration: 1 ms\t\n',
    ),
  ).toEqual([
    '03:04:05.678 authorizer        12345678 ERROR Error: no',
    '        at a',
    '03:04:05.678 authorizer        12345678 REPORT RequestId: r  Duration: 1 ms',
  ]);
});

test('prints a gate decision with the same id, whatever else the client put into the header', () => {
  const lines: string[] = [];
  const event: GateEvent = {
    type: 'gate',
    at,
    requestId: 'request-1',
    traceId: `${traceId};Parent=53995c3f42cd8ad8;Sampled=1`,
    apiId: 'api',
    stage: 'dev',
    method: 'GET',
    path: '/users',
    decision: 'allowed',
    cached: true,
    principalId: 'ada',
    status: 200,
    durationMs: 1.25,
  };
  createEventDisplay(keptLines(lines), '').happened(event);
  expect(lines).toEqual([
    '03:04:05.678 gate              12345678 GET /users → 200 allowed, cached, ada, 1.3 ms  RequestId: request-1',
  ]);
});

test('hides the lines of skipped requests', () => {
  const lines: string[] = [];
  const display = createEventDisplay(keptLines(lines), '');
  display.passOver(traceId);
  display.happened(logged('ours'));
  display.happened({ ...logged('theirs'), traceId: 'Root=1-67891233-abcdef012345678900000000' });
  expect(lines.map((line) => line.slice(-6))).toEqual(['theirs']);
});
