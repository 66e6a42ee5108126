import { expect, test } from '@jest/globals';
import { creditAfter, PERIOD_MS, pauseOf, shareOf } from './cpu-credit.ts';

const quotaMs = 5;

test('pays for CPU time from each period’s quota; waiting is free and cannot be saved up', () => {
  expect(creditAfter(5, { usedMs: 1, periods: 0, quotaMs })).toBe(4);
  expect(creditAfter(5, { usedMs: 9, periods: 0, quotaMs })).toBe(-4);
  expect(creditAfter(-4, { usedMs: 0, periods: 1, quotaMs })).toBe(1);
  expect(creditAfter(5, { usedMs: 0, periods: 500, quotaMs })).toBe(5);
});

test('limits constant use to the share of the elapsed time', () => {
  let credit = quotaMs;
  let stoodStill = 0;
  let nowMs = 3;
  for (let look = 0; look < 1_000; look += 1) {
    const pause = pauseOf(credit, { nowMs, quotaMs });
    stoodStill += pause;
    const until = nowMs + pause + 4;
    const periods = Math.floor(until / PERIOD_MS) - Math.floor(nowMs / PERIOD_MS);
    credit = creditAfter(credit, { usedMs: 4, periods, quotaMs });
    nowMs = until;
  }
  expect(4_000 / (4_000 + stoodStill)).toBeCloseTo(quotaMs / PERIOD_MS, 2);
});

test('ends a debt with the period whose quota covers the rest', () => {
  expect(pauseOf(0, { nowMs: 47, quotaMs })).toBe(0);
  expect(pauseOf(-1, { nowMs: 47, quotaMs })).toBe(13);
  expect(pauseOf(-5, { nowMs: 47, quotaMs })).toBe(13);
  expect(pauseOf(-5.1, { nowMs: 47, quotaMs })).toBe(33);
  expect(pauseOf(-1, { nowMs: 40, quotaMs })).toBe(20);
});

test('gives a whole core for 1,769 MB', () => {
  expect(shareOf(1769)).toBe(1);
  expect(shareOf(128)).toBeCloseTo(0.0724, 4);
});
