import { expect, test } from '@jest/globals';
import type { LogEvent } from '../../edge/events.ts';
import { createKeptTraces, type Entry, type KeptTraces } from './kept-traces.ts';

const line: LogEvent = { type: 'log', at: 0, group: 'g', stream: 's', message: 'm' };
const BOUNDS = { traces: 3, calls: 2, bytes: 1000, parts: 10 };

const roots = (kept: KeptTraces) => [...kept.all()].map(({ root }: Entry) => root);

test('drops the oldest traces when there are too many; single calls push out no others', () => {
  const kept = createKeptTraces(BOUNDS);
  for (const root of ['a', 'b', 'c']) kept.add(root, line, 1);
  for (const root of ['1', '2', '3', '4']) kept.add(root, line, 1, 'calls');
  expect(roots(kept)).toEqual(['4', '3', 'c', 'b', 'a']);
  kept.add('d', line, 1);
  expect(roots(kept)).toEqual(['d', '4', '3', 'c', 'b']);
  expect(kept.find('a')).toBeUndefined();
  expect(kept.bytes).toBe(5);
});

test('drops the oldest traces when they take too much memory', () => {
  const kept = createKeptTraces(BOUNDS);
  kept.add('a', line, 400);
  kept.add('b', line, 400);
  kept.add('c', line, 400);
  expect([roots(kept), kept.bytes]).toEqual([['c', 'b'], 800]);
  kept.add('c', line, 900);
  expect([roots(kept), kept.bytes]).toEqual([['c'], 1300]);
});

test('keeps a limited number of spans a trace, and counts the rest', () => {
  const kept = createKeptTraces(BOUNDS);
  let entry = kept.add('a', line, 1);
  for (let count = 1; count < 9; count += 1) entry = kept.add('a', line, 1);
  expect([entry.parts.length, entry.left, entry.bytes]).toEqual([5, 4, 5]);
});

test('finds a merged trace under both roots, and drops it as one', () => {
  const kept = createKeptTraces(BOUNDS);
  const one = kept.add('a', line, 1);
  kept.join(kept.add('b', line, 2), one);
  expect([roots(kept), kept.bytes, kept.size]).toEqual([['a'], 3, 1]);
  expect(kept.add('b', line, 1)).toBe(one);
  for (const root of ['c', 'd', 'e']) kept.add(root, line, 1);
  expect([kept.find('a'), kept.find('b'), kept.bytes]).toEqual([undefined, undefined, 3]);
});

test('keeps its counts right over tens of thousands of traces', () => {
  const kept = createKeptTraces({ ...BOUNDS, bytes: 1e9 });
  for (let count = 0; count < 20_000; count += 1) kept.add(String(count), line, 7);
  expect([roots(kept), kept.bytes, kept.size]).toEqual([['19999', '19998', '19997'], 21, 3]);
  kept.clear();
  expect([roots(kept), kept.bytes, kept.size]).toEqual([[], 0, 0]);
});
