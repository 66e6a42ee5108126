import { describe, expect, test } from '@jest/globals';
import { measureAppetite } from './appetite.ts';
import { type Situation, startsFor } from './growth.ts';
import { measureIdleCores } from './idle-cores.ts';

const crowd: Situation = {
  waiting: 30,
  overdue: 30,
  oldestMs: 60,
  present: 2,
  starting: 0,
  stalledMs: 2,
  measured: { appetite: 0.9, rate: 0.4, engine: 0.5 },
  idleCores: 0,
  startingAtOnce: 2,
};

describe('starts', () => {
  test.each<[string, Partial<Situation>, number]>([
    ['none while those that are there are bound by the processor', {}, 0],
    ['one while there are fewer than cores', { present: 1 }, 1],
    ['one at a time while a core is idle', { idleCores: 1 }, 1],
    ['no second one for an idle core before the first is there', { idleCores: 1, starting: 1 }, 0],
    ['as many as start at once when they wait', { measured: { appetite: 0.02, rate: 0, engine: 0.5 } }, 2],
    [
      'what room is left beside those that start',
      { measured: { appetite: 0, rate: 0, engine: 0.5 }, starting: 1 },
      1,
    ],
    [
      'no second one for a caller whose own is still starting, however long it takes',
      { waiting: 1, overdue: 1, present: 1, starting: 1, oldestMs: 900, stalledMs: 900, measured: undefined },
      0,
    ],
    ['no more than there are callers', { measured: { appetite: 0, rate: 0, engine: 0.5 }, overdue: 1 }, 1],
    [
      'none for a line that is gone before',
      { measured: { appetite: 0.02, rate: 1, engine: 0.5 }, waiting: 40 },
      0,
    ],
    [
      'none for a line that moves while they wait for a busy engine',
      { measured: { appetite: 0.02, rate: 0.1, engine: 0.9 } },
      0,
    ],
    [
      'some for a line that does not, for all that',
      { measured: { appetite: 0.02, rate: 0, engine: 0.9 } },
      2,
    ],
    [
      'none before somebody has waited a moment',
      { overdue: 0, measured: { appetite: 0, rate: 0, engine: 0.5 } },
      0,
    ],
    ['none before there is something to compare with', { measured: undefined }, 0],
    ['the first ones at once', { present: 0, overdue: 0, measured: undefined }, 2],
    [
      'one when nothing has ended for half a second, whatever was measured',
      { oldestMs: 500, stalledMs: 500 },
      1,
    ],
    [
      'that one too while others start',
      { oldestMs: 900, stalledMs: 500, starting: 2, measured: undefined },
      1,
    ],
    ['none for who has waited long in a line that moves', { oldestMs: 900, stalledMs: 100 }, 0],
  ])('%s', (_, change, expected) => {
    expect(startsFor({ ...crowd, ...change })).toBe(expected);
  });
});

test('computes the share of busy time in which environments wanted the processor', () => {
  const bound = { pid: 1, busyMs: 0, reportedCpuMs: 0 };
  const waits = { pid: 2, busyMs: 0, reportedCpuMs: 0 };
  const appetite = measureAppetite(({ reportedCpuMs }) => reportedCpuMs);
  expect(appetite([bound, waits])).toBeUndefined();
  Object.assign(bound, { busyMs: 20, reportedCpuMs: 20 });
  expect(appetite([bound, waits])).toBe(1);
  Object.assign(waits, { busyMs: 10, reportedCpuMs: 0 });
  expect(appetite([bound, waits])).toBe(0.5);
});

test('counts an environment only while it was busy, and not at its first reading', () => {
  const one = { pid: 1, busyMs: 100, reportedCpuMs: 90 };
  const appetite = measureAppetite(({ reportedCpuMs }) => reportedCpuMs);
  expect(appetite([one])).toBeUndefined();
  Object.assign(one, { busyMs: 110, reportedCpuMs: 190 });
  expect(appetite([one])).toBe(1);
});

test('computes idle cores from two readings that are not too near or too far apart', () => {
  let now = 0;
  const times = { idle: 0, total: 0, cores: 4 };
  const idle = measureIdleCores(
    () => now,
    () => ({ ...times }),
  );
  expect(idle()).toBe(0);
  now = 50;
  expect(idle()).toBe(0);
  Object.assign(times, { idle: 200, total: 400 });
  now = 100;
  expect(idle()).toBe(2);
  now = 5_000;
  expect(idle()).toBe(0);
});
