import { expect, test } from '@jest/globals';
import { createLooks, createReservoir } from './reservoir.ts';

test('takes fifty a second while nobody looks, and counts the rest', () => {
  let now = 5000;
  const reservoir = createReservoir({ isLooking: () => false }, () => now);
  const taken = (tries: number) =>
    Array.from({ length: tries }, () => reservoir.take()).filter(Boolean).length;
  expect([taken(80), reservoir.skipped]).toEqual([50, 30]);
  now = 5999;
  expect(taken(1)).toBe(0);
  now = 6000;
  expect([taken(49), taken(2), reservoir.skipped]).toEqual([49, 1, 32]);
});

test('takes 100 a second for an hour after a look, and while somebody follows', () => {
  let now = 0;
  let isFollowed = false;
  const looks = createLooks(
    () => isFollowed,
    () => now,
  );
  const reservoir = createReservoir(looks, () => now);
  expect(reservoir.perSecond).toBe(50);
  looks.looked();
  expect(reservoir.perSecond).toBe(100);
  now = 3_599_999;
  expect(reservoir.perSecond).toBe(100);
  now = 3_600_000;
  expect(reservoir.perSecond).toBe(50);
  isFollowed = true;
  expect(reservoir.perSecond).toBe(100);
});
