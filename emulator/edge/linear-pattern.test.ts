import { expect, test } from '@jest/globals';
import { linearPattern } from './linear-pattern.ts';

test.each([
  ['a|b', 'b', true],
  ['a|b', 'ab', false],
  ['(?i)bearer .*', 'BEARER x', true],
  ['^(?i)bearer .*$', 'Bearer x', true],
  ['(?iu)é', 'É', true],
  ['(?u)x', 'x', true],
  ['bearer .*', 'BEARER x', false],
  ['a.b', 'a\nb', false],
  ['(?s)a.b', 'a\nb', true],
  ['(?:a)', 'a', true],
  ['\\p{Alpha}+[\\p{Digit}_]{2}', 'ab1_', true],
  ['\\p{Alpha}+[\\p{Digit}_]{2}', 'ab-1', false],
  ['\\Qa.b\\E', 'a.b', true],
  ['\\Qa.b\\E', 'axb', false],
  ['[a-f0-9]{8}', 'deadbeef', true],
])('%s against %j: %s', (pattern, text, expected) => {
  expect(linearPattern(pattern).matchesWhole(text)).toBe(expected);
});

test('finds a match inside a text', () => {
  expect(linearPattern('b+').matchesPart('abbc')).toBe(true);
  expect(linearPattern('^b').matchesPart('abbc')).toBe(false);
});

test.each(['(', 'a++', '[a', '(?<!)x**', '(a)\\1', '(?=a)a', '(?<!a)b'])('rejects %s', (pattern) => {
  expect(() => linearPattern(pattern)).toThrow(SyntaxError);
});

test.each(['^(a+)+$', '(a|aa)+', '(.*)*x', '(a?){30}a{30}'])(
  'answers at once for %s, whatever follows in the text',
  (pattern) => {
    // With a backtracking matcher these would take longer than this test may.
    expect(linearPattern(pattern).matchesWhole(`${'a'.repeat(30_000)}!`)).toBe(false);
  },
);
