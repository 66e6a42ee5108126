import { expect, test } from '@jest/globals';
import { usdPerMillion } from './price.ts';

test('prices a million runs of 120 ms at 1,536 MB as the pricing page does: 3.00 for the time, 0.20 for the requests', () => {
  expect(usdPerMillion(120, 1536, 'x86_64')).toBeCloseTo(3.2, 3);
  expect(usdPerMillion(120, 1536, 'arm64')).toBeCloseTo(2.6, 3);
});

test('prices twice the memory for half the time the same', () => {
  expect(usdPerMillion(10, 512, 'x86_64')).toBeCloseTo(usdPerMillion(20, 256, 'x86_64'), 10);
});
