import { expect, test } from '@jest/globals';
import { filterExpression } from './filter-expression.ts';

test('makes placeholders of names and values, each once', () => {
  expect(
    filterExpression(
      'active = true AND contains(email, "a \\"b\\"") OR active <> null and size(email) >= -1.5e3',
    ),
  ).toEqual({
    text: '#f0 = :f0 AND contains(#f1, :f1) OR #f0 <> :f2 and size(#f1) >= :f3',
    names: { '#f0': 'active', '#f1': 'email' },
    values: { ':f0': { BOOL: true }, ':f1': { S: 'a "b"' }, ':f2': { NULL: true }, ':f3': { N: '-1.5e3' } },
  });
});

test('keeps paths into lists and maps, and takes a function’s name without a bracket for an attribute', () => {
  expect(filterExpression('address.lines[0] IN ("x", "y") AND size = 3')).toEqual({
    text: '#f0.#f1[0] IN (:f0, :f1) AND #f2 = :f2',
    names: { '#f0': 'address', '#f1': 'lines', '#f2': 'size' },
    values: { ':f0': { S: 'x' }, ':f1': { S: 'y' }, ':f2': { N: '3' } },
  });
});

test('leaves what it does not know for DynamoDB to judge', () => {
  expect(filterExpression('a == "open').text).toBe('#f0 == "#f1');
  expect(filterExpression('').text).toBe('');
});
