import { expect, test } from '@jest/globals';
import { javaPattern } from './java-pattern.ts';

test.each([
  ['a|b', 'b', true],
  ['a|b', 'ab', false],
  ['(?i)bearer .*', 'BEARER x', true],
  ['^(?i)bearer .*$', 'Bearer x', true],
  ['bearer .*', 'BEARER x', false],
  ['a.b', 'a\nb', false],
  ['(?s)a.b', 'a\nb', true],
  ['(?:a)', 'a', true],
])('%s against %j: %s', (pattern, text, expected) => {
  expect(javaPattern(pattern).test(text)).toBe(expected);
});

test.each(['(', 'a++', '[a', '(?<!)x**'])('%s is none', (pattern) => {
  expect(() => javaPattern(pattern)).toThrow(SyntaxError);
});
