import { expect, test } from '@jest/globals';
import { kneeOf } from './knee.ts';

function curve(...pairs: [number, number][]) {
  return pairs.map(([memoryMb, responseMs]) => ({ memoryMb, responseMs }));
}

test.each([
  [
    'work that is all CPU, on one thread',
    curve([128, 1382], [512, 345], [1024, 172], [1769, 100], [3008, 99]),
    1769,
  ],
  ['a curve that bends early', curve([128, 40], [256, 9], [512, 4.3], [1024, 4.1], [1769, 4]), 512],
  ['work that only waits', curve([128, 50], [256, 50.2], [512, 49.8]), 128],
  ['an outlier at the top', curve([128, 40], [256, 20], [512, 21], [1024, 80]), 256],
  ['less than the unit of what is billed', curve([128, 1.9], [256, 1.0]), 128],
  ['sizes in no order', curve([1024, 10], [128, 30], [512, 10.5]), 512],
])('%s', (_what, points, memoryMb) => {
  expect(kneeOf(points)?.memoryMb).toBe(memoryMb);
});

test('no points have no knee', () => {
  expect(kneeOf([])).toBeUndefined();
});
