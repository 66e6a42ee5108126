import { expect, test } from '@jest/globals';
import { kneeSentence } from './knee-sentence.ts';
import type { Row } from './summary.ts';

function row(memoryMb: number, responseMs: number, usdPerMillion: number): Row {
  const rest = {
    responseP95Ms: 0,
    durationMs: 0,
    billedMs: 0,
    firstResponseMs: 0,
    initMs: 0,
    maxMemoryMb: 0,
  };
  return { memoryMb, responseMs, usdPerMillion, ...rest };
}

test('names a bend, with the sizes beside it and the cheapest', () => {
  expect(kneeSentence([row(128, 44, 0.3), row(512, 8, 0.28), row(1024, 6, 0.25), row(2048, 4, 0.4)])).toBe(
    'Knee: 512 MB. The curve bends there, with 90 % of what memory can gain: ' +
      'a request takes 8.0 ms, with 128 MB 44 ms, with 1024 MB 6.0 ms. A million cost least with 1024 MB: $0.25.',
  );
});

test('describes a curve without a bend, and no curve', () => {
  expect(kneeSentence([row(128, 8, 0.21), row(512, 8, 0.25)])).toBe(
    'Knee: 128 MB. More memory gains too little to speak of a bend: a request takes 8.0 ms, with 512 MB 8.0 ms. ' +
      'A million cost least with 128 MB: $0.21.',
  );
  expect(kneeSentence([row(128, 40, 0.21), row(512, 8, 0.25)])).toBe(
    'No knee: from 128 to 512 MB a request gets faster all along, 40 ms to 8.0 ms.',
  );
  expect(kneeSentence([])).toBe('No knee: nothing was measured.');
});
