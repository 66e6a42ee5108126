import { expect, test } from '@jest/globals';
import type { SourceChange } from '../../../edge/interfaces/change-source.ts';
import { TestClock } from '../../../store/clock.ts';
import { lanesOf } from './batch.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { StreamMapping } from './mapping.ts';
import type { RunResult } from './mapping-runner.ts';
import { DEFAULTS } from './mapping-settings.ts';
import { undoneOfQueue, undoneOfStream } from './reported-failures.ts';

const change = (name: string, at = 0): SourceChange => ({
  position: name,
  item: name,
  at,
  shardId: 'shard',
  record: { name },
});
const afterwards = () => new Promise((resolve) => setImmediate(resolve));

/** Delivers changes to a function with scripted answers, and records each batch with its second, and the passed position. */
async function delivered(
  names: string,
  settings: Partial<StreamMapping>,
  answer: (names: string, tries: number) => RunResult,
  seconds = 300,
) {
  const clock = new TestClock(0);
  const ending = new AbortController();
  const [runs, passed, ends]: [string[], string[], string[]] = [[], [], []];
  const mapping = { ...DEFAULTS, ...settings } as StreamMapping;
  const tell = (changes: readonly SourceChange[]) => changes.map(({ position }) => position).join('');
  const delivery: Delivery = {
    mapping,
    clock,
    signal: ending.signal,
    async run(changes) {
      runs.push(`${tell(changes)}@${clock.now() / 1000}`);
      return answer(tell(changes), runs.length);
    },
    failed: () => undefined,
    givenUp: async (changes, { condition, runs: count, failed }) => {
      ends.push(`${tell(changes)} ${condition} ${count} ${failed}`);
    },
    passed: (changes, done) => passed.push(`${tell(changes)}${done ? '' : ' given up'}`),
  };
  const over = deliver(
    delivery,
    [...names].map((name) => change(name)),
  ).catch(() => undefined);
  for (let second = 0; second < seconds; second += 1) {
    await afterwards();
    clock.advance(1000);
  }
  ending.abort(new Error('The test is over.'));
  await over;
  return { runs, passed, ends };
}

const OK = { answer: 'null' };

test('passes a batch that the function takes', async () => {
  expect(await delivered('abc', {}, () => OK, 1)).toEqual({ runs: ['abc@0'], passed: ['abc'], ends: [] });
});

test('hands over no more at once than the size of a batch', async () => {
  const { runs } = await delivered('abcde', { batchSize: 2 }, () => OK, 1);
  expect(runs).toEqual(['ab@0', 'cd@0', 'e@0']);
});

test('tries again as often as the mapping says, further apart each time, and gives up then', async () => {
  const { runs, passed, ends } = await delivered('ab', { retries: 2 }, () => 'failed');
  expect(runs).toEqual(['ab@0', 'ab@1', 'ab@3']);
  expect(passed).toEqual(['ab given up']);
  expect(ends).toEqual(['ab RetryAttemptsExhausted 3 true']);
});

test('tries without an end by default, a minute apart at most', async () => {
  const { runs } = await delivered('a', {}, () => 'failed');
  expect(runs).toEqual(['a@0', 'a@1', 'a@3', 'a@7', 'a@15', 'a@31', 'a@63', 'a@123', 'a@183', 'a@243']);
});

test('gives up changes that have become too old', async () => {
  const { runs, passed, ends } = await delivered('a', { maxAgeSeconds: 60 }, () => 'failed');
  expect(runs).toHaveLength(6);
  expect(passed).toEqual(['a given up']);
  expect(ends).toEqual(['a RecordAgeExpired 6 true']);
});

test('tries halves of a batch that fails, which counts as no retry', async () => {
  const { runs, passed, ends } = await delivered('abcd', { bisects: true, retries: 1 }, (names) =>
    names.includes('c') ? 'failed' : OK,
  );
  expect(ends).toEqual(['c RetryAttemptsExhausted 4 true']);
  expect(runs).toEqual(['abcd@0', 'ab@0', 'cd@0', 'c@0', 'c@1', 'd@1']);
  expect(passed).toEqual(['ab', 'c given up', 'd']);
});

test('goes on from the first change that the function reports', async () => {
  const report = (name: string) => ({
    answer: JSON.stringify({ batchItemFailures: [{ itemIdentifier: name }] }),
  });
  const { runs, passed } = await delivered('abcd', { reportsFailures: true, retries: 5 }, (_, tries) =>
    tries === 1 ? report('c') : OK,
  );
  expect(runs).toEqual(['abcd@0', 'cd@1']);
  expect(passed).toEqual(['ab', 'cd']);
});

test('waits out what is no failure of the function', async () => {
  const { runs, passed } = await delivered('a', { retries: 0 }, (_, tries) => (tries < 3 ? 'later' : OK));
  expect(runs).toEqual(['a@0', 'a@1', 'a@3']);
  expect(passed).toEqual(['a']);
});

test.each([
  ['null', ''],
  ['""', ''],
  ['{}', ''],
  ['{"batchItemFailures":[]}', ''],
  ['{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"a"}]}', 'abc'],
  ['{"batchItemFailures":[{"itemIdentifier":"c"}]}', 'c'],
  ['{"batchItemFailures":[{"itemIdentifier":"x"}]}', 'abc'],
  ['{"batchItemFailures":[{"itemIdentifier":""}]}', 'abc'],
  ['{"batchItemFailures":[{}]}', 'abc'],
  ['no JSON', 'abc'],
])("takes %s of a stream's batch as: %j is not done", (answer, undone) => {
  const changes = [...'abc'].map((name) => change(name));
  expect(
    undoneOfStream(answer, changes)
      .map(({ position }) => position)
      .join(''),
  ).toBe(undone);
});

test.each([
  ['null', ''],
  ['{"batchItemFailures":[]}', ''],
  ['{"batchItemFailures":[{"itemIdentifier":"b"}]}', 'b'],
  ['{"batchItemFailures":[{"itemIdentifier":"c"},{"itemIdentifier":"a"}]}', 'ac'],
  ['{"batchItemFailures":[{"itemIdentifier":null}]}', 'abc'],
  ['{"batchItemFailures":[{"itemIdentifier":"x"}]}', 'abc'],
  ['{"batchItemFailures":[{"id":"a"}]}', 'abc'],
  ['no JSON', 'abc'],
])("takes %s of a queue's batch as: %j is not done", (answer, undone) => {
  const messages = [...'abc'].map((name) => change(name));
  const left = undoneOfQueue(answer, messages);
  expect(left.map(({ position }) => position).join('')).toBe(undone);
});

test('keeps the changes of one item in one lane, in their order', () => {
  const changes = Array.from({ length: 40 }, (_, index) => ({
    ...change(String(index)),
    item: `item-${index % 7}`,
  }));
  const lanes = lanesOf(changes, 3);
  expect(lanes.flat()).toHaveLength(40);
  for (const item of new Set(changes.map((one) => one.item)))
    expect(lanes.filter((lane) => lane.some((one) => one.item === item))).toHaveLength(1);
  for (const lane of lanes) expect(lane).toEqual(changes.filter((one) => lane.includes(one)));
});
