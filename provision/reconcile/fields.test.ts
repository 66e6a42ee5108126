import { expect, test } from '@jest/globals';
import { canonical, describeChange, difference, parseDocument } from './fields.ts';
import { fillUnknown, isKnown, unknown } from './unknown.ts';

test('ignores the order of keys, not of lists', () => {
  expect(difference({ a: { x: 1, y: [1, 2] } }, { a: { y: [1, 2], x: 1 } })).toEqual([]);
  expect(difference({ a: [1, 2] }, { a: [2, 1] })).toHaveLength(1);
});

test('tells added, changed and removed fields apart, in order of name', () => {
  expect(difference({ b: 1, c: 2 }, { a: 0, b: 2 })).toEqual([
    { field: 'a', from: 0, to: undefined },
    { field: 'b', from: 2, to: 1 },
    { field: 'c', from: undefined, to: 2 },
  ]);
});

test('treats undefined as absent, at any depth', () => {
  expect(difference({ a: undefined, b: { c: undefined } }, { b: {} })).toEqual([]);
});

test('distinguishes text, numbers and booleans that look alike', () => {
  expect(new Set([1, '1', true, 'true', null as unknown as string].map(canonical)).size).toBe(5);
});

test('names secrets and unknown values without showing them', () => {
  const change = { field: 'header', from: "'old-secret'", to: "'new-secret'" };
  expect(describeChange(change, true)).toBe('header: (secret) → (secret)');
  expect(describeChange({ field: 'id', from: undefined, to: `arn:${unknown('id')}` }, false)).toBe(
    'id: (none) → (known after apply)',
  );
});

test('treats a value that holds something unknown as unknown, however deep', () => {
  const token = unknown('id of user pool');
  expect(isKnown({ a: ['b', { c: `arn:aws:x:${token}/y` }] })).toBe(false);
  expect(isKnown({ a: ['b'] })).toBe(true);
  expect(fillUnknown(`arn:${token}/authorizers/${unknown('other')}`, '*')).toBe('arn:*/authorizers/*');
});

test('treats invalid JSON as different from every wanted document', () => {
  expect(parseDocument('{"a":1}')).toEqual({ a: 1 });
  expect(parseDocument('{')).toBe('{');
  expect(parseDocument(undefined)).toBeUndefined();
});
