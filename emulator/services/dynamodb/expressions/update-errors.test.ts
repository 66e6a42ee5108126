import { expect, test } from '@jest/globals';
import type { AttributeValue } from '../values/attribute-value.ts';
import { bound, messageOf } from './testing/message-of.ts';
import { parseUpdate } from './update-expression.ts';

function refusal(
  text: string,
  values: Record<string, AttributeValue> = {},
  names: Record<string, string> = {},
): string | undefined {
  const message = messageOf(() => parseUpdate(text, bound(names, values)));
  return message?.replace(/^Invalid UpdateExpression: /, '');
}

test.each([
  ['INVALID SYNTAX HERE', 'INVALID', 'INVALID SYNTAX'],
  ['SET a = :v,', '<EOF>', ','],
  ['SET x = if_not_exists(x, 0)', '0', ', 0)'],
  ['set a', '<EOF>', 'a'],
  ['add a = b', '=', 'a = b'],
  ['remove a b', 'b', 'a b'],
  ['set :a = b', ':a', 'set :a ='],
  ['set a = b / c', '/', 'b / c'],
  ['set a = b + c + d', '+', 'c + d'],
  ['set a = (b.c).d + e', '.', ').d'],
  ['set a = (b.c)[0] + e', '[', ')[0'],
  ['set (a = (b + c))', '(', 'set (a'],
  ['SET if_not_exist(a, b) = a', '(', 'if_not_exist(a'],
  ['delete a if_not_exist(b)', 'if_not_exist', 'a if_not_exist('],
])('names the token of %s that it cannot read, and what is near', (text, token, near) => {
  expect(refusal(text)).toBe(`Syntax error; token: "${token}", near: "${near}"`);
});

test.each([
  'set a[1] = b',
  'set a.b = b',
  'SET a = if_not_exists(a, b) + b',
  'SET a = if_not_exists(a, if_not_exists(a, b))',
  'set a = (b + c)',
  'set a = ((b.c.d)+(e))',
  'SET a=b REMOVE c ADD d :n DELETE e :s',
])('accepts %s', (text) => {
  expect(refusal(text, { n: { N: '1' }, s: { SS: ['s'] } })).toBeUndefined();
});

test('rejects the first wrong thing in AWS’s order', () => {
  const words = ' set #c = :c set abOrt = :d ';
  expect(refusal(words)).toBe('Attribute name is a reserved keyword; reserved keyword: abOrt');
  expect(refusal('set #c = if_not_exist(:c) set c = d')).toBe(
    'Invalid function name; function: if_not_exist',
  );
  expect(refusal('set a = size(b)')).toBe(
    'The function is not allowed in an update expression; function: size',
  );
  expect(refusal('remove #d set a = b remove e')).toBe(
    'The "REMOVE" section can only be used once in an update expression;',
  );
  expect(refusal('SET #c = if_not_exists(:c)')).toBe(
    'An expression attribute name used in the document path is not defined; attribute name: #c',
  );
  expect(refusal('SET a = if_not_exists(:c), #b = d')).toContain('attribute name: #b');
  expect(refusal('SET a = if_not_exists(:c)')).toBe(
    'An expression attribute value used in expression is not defined; attribute value: :c',
  );
});

test.each([
  ['set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)', 'overlap', '[c, [1], a]', '[c]'],
  ['set #c[3].#d = a, #c[3] = a', 'overlap', '[c, [3], [3]]', '[c, [3]]'],
  ['set #c[3].#d = a, #c.#d[3] = if_not_exists(a)', 'conflict', '[c, [3], [3]]', '[c, [3], [3]]'],
  ['remove a.#c set a[1] = #d', 'conflict', '[a, c]', '[a, [1]]'],
])('rejects paths of %s that %s', (text, relation, one, two) => {
  expect(refusal(text, {}, { c: 'c', d: '[3]' })).toBe(
    `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`,
  );
});

test.each<[string, AttributeValue, string, string]>([
  ['set b = list_append(:a, a), c = if_not_exists(a) add a.b :a', { S: 'a' }, 'ADD', 'STRING'],
  ['delete a.b :a', { N: '1' }, 'DELETE', 'NUMBER'],
  ['add a.b :a', { NULL: true }, 'ADD', 'NULL'],
  ['delete a.b :a', { BOOL: false }, 'DELETE', 'BOOLEAN'],
  ['add a.b :a', { B: 'YQ==' }, 'ADD', 'BINARY'],
  ['add a.b :a', { M: {} }, 'ADD', 'MAP'],
  ['delete a.b :a', { L: [] }, 'DELETE', 'LIST'],
])('rejects the operand of %s when it is %j', (text, value, operator, type) => {
  expect(refusal(text, { a: value })).toBe(
    `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${type}`,
  );
});

test.each([
  [
    'set a = if_not_exists(c)',
    'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
  ],
  [
    'set a = if_not_exists(:s, c)',
    'Operator or function requires a document path; operator or function: if_not_exists',
  ],
  [
    'set a = if_not_exists(if_not_exists(a, b), c)',
    'Operator or function requires a document path; operator or function: if_not_exists',
  ],
  [
    'set a = list_append(a, :n)',
    'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
  ],
  [
    'set a = :s - a',
    'Incorrect operand type for operator or function; operator or function: -, operand type: S',
  ],
])('rejects the operands of %s', (text, message) => {
  expect(refusal(text, { s: { S: 's' }, n: { N: '1' } })).toBe(message);
});

test('reads no text so deep that the stack ends', () => {
  expect(refusal(`set a = ${'('.repeat(4000)}`)).toBe('The expression has redundant parentheses;');
});
