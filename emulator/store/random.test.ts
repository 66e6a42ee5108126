import { expect, test } from '@jest/globals';
import { systemRandom } from './random.ts';

test('hands out each of its bytes once, over what is drawn at once', () => {
  const texts = Array.from({ length: 5000 }, (_, index) => systemRandom.bytes(12 + (index % 53)));
  expect(texts.map(({ length }) => length)).toEqual(texts.map((_, index) => 12 + (index % 53)));
  const hex = new Set(texts.map((bytes) => Buffer.from(bytes).toString('hex').slice(0, 24)));
  expect(hex.size).toBe(5000);
  // Of 190,000 bytes about 740 are zero; 12 in a row are not.
  expect([...hex].filter((text) => /^0+$/.test(text))).toEqual([]);
});

test('gives more bytes than it draws at once', () => {
  expect(new Set(systemRandom.bytes(20_000)).size).toBe(256);
});
