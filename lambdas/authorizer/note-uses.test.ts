import { expect, test } from '@jest/globals';
import type { LogEntry } from '../shared/log.ts';
import { noteUses } from './note-uses.ts';

const FIVE = '2026-03-04T05:00:00.000Z';
const SIX = '2026-03-04T06:00:00.000Z';

function setUp() {
  const written: [string, string][] = [];
  const logged: LogEntry[] = [];
  const waiting: (() => void)[] = [];
  let failure: Error | undefined;
  const store = {
    async noteUse(key: string, hour: string) {
      written.push([key, hour]);
      if (failure) throw failure;
    },
  };
  const note = noteUses({ store, log: (entry) => logged.push(entry), later: (write) => waiting.push(write) });
  return {
    written,
    logged,
    note: (key: string, hour: string) => note({ key, hour }, 'request-1'),
    fail: (error: Error | undefined) => {
      failure = error;
    },
    async answerLeaves() {
      for (const write of waiting.splice(0)) write();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('writes nothing before the answer leaves; then each credential once an hour', async () => {
  const { written, note, answerLeaves } = setUp();
  note('ada', FIVE);
  note('ada', FIVE);
  note('bob', FIVE);
  expect(written).toEqual([]);
  await answerLeaves();
  note('ada', FIVE);
  await answerLeaves();
  expect(written).toEqual([
    ['ada', FIVE],
    ['bob', FIVE],
  ]);
  note('ada', SIX);
  await answerLeaves();
  expect(written.at(-1)).toEqual(['ada', SIX]);
});

test('logs a failure without the key, and tries again at the next use', async () => {
  const { written, logged, note, fail, answerLeaves } = setUp();
  fail(new Error('the table is slow'));
  note('ada-secret', FIVE);
  await answerLeaves();
  expect(logged).toEqual([
    expect.objectContaining({
      level: 'warn',
      outcome: 'use-not-noted',
      requestId: 'request-1',
      errorMessage: 'the table is slow',
    }),
  ]);
  expect(JSON.stringify(logged)).not.toContain('ada-secret');
  fail(undefined);
  note('ada-secret', FIVE);
  await answerLeaves();
  expect(written).toHaveLength(2);
});
