import { expect, test } from '@jest/globals';
import { kneeOf, type Point } from './knee.ts';

function curve(...pairs: [number, number][]): Point[] {
  return pairs.map(([memoryMb, responseMs]) => ({ memoryMb, responseMs }));
}

test.each([
  ['a curve that bends early', curve([128, 40], [256, 9], [512, 8], [1024, 7], [2048, 6.8]), 256],
  ['a curve that bends late', curve([128, 40], [256, 30], [512, 20], [1024, 5], [2048, 4.9]), 1024],
  ['a step', curve([128, 40], [512, 40], [1024, 4], [2048, 4]), 1024],
  ['work that only waits', curve([128, 50], [256, 50.2], [512, 49.8]), 128],
  ['less than the unit of what is billed', curve([128, 1.9], [256, 1.0], [512, 1.0]), 128],
  ['an outlier behind the bend', curve([128, 40], [256, 10], [512, 30], [1024, 9.9]), 256],
  ['sizes in no order', curve([1024, 10], [128, 40], [512, 10.5]), 512],
  ['two sizes, which have no bend', curve([128, 40], [1024, 4]), undefined],
  ['a line', curve([128, 30], [256, 20], [512, 10]), undefined],
])('finds the knee of %s', (_what, points, memoryMb) => {
  expect(kneeOf(points)?.memoryMb).toBe(memoryMb);
});

test('finds the known knee of a curve whose time halves with each doubling, up to one core', () => {
  const points = [128, 256, 512, 1024, 1769, 3008].map((memoryMb) => ({
    memoryMb,
    responseMs: (100 * 1769) / Math.min(memoryMb, 1769),
  }));
  // The line from (0, 1) to (1, 0) is farthest from 512 MB: by 0.37; from 256 MB by 0.32, from 1,024 MB by 0.28.
  expect(kneeOf(points)?.memoryMb).toBe(512);
});

test('finds no knee without points, and one point is its own', () => {
  expect(kneeOf([])).toBeUndefined();
  expect(kneeOf(curve([512, 7]))?.memoryMb).toBe(512);
});
