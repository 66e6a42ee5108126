import { expect, test } from '@jest/globals';
import type { AttributeValue } from '../values/attribute-value.ts';
import { parseCondition } from './condition-expression.ts';
import { bound, messageOf } from './testing/message-of.ts';

function refusal(
  text: string,
  values: Record<string, AttributeValue> = {},
  names: Record<string, string> = { a: 'a' },
): string | undefined {
  const message = messageOf(() => parseCondition(text, 'FilterExpression', bound(names, values)));
  return message?.replace(/^Invalid FilterExpression: /, '');
}

test.each([
  ['a-b', '-', 'a-b'],
  ['!!', '!', '!!'],
  ['a > 4', '4', '> 4'],
  ['whatever', '<EOF>', 'whatever'],
  ['a = :v and', '<EOF>', 'and'],
  ['attribute_exists(l[:i])', ':i', '[:i]'],
  ['tenantAgent:abc123-', ':abc123', 'tenantAgent:abc123-'],
  ['#a attribute_not_exists :v', 'attribute_not_exists', '#a attribute_not_exists :v'],
  ['attribute_exists([1])', '[', '([1'],
  ['_hidden = :v', '_', '_hidden'],
  ['a = = :v', '=', '= = :v'],
  ['size(a).b > :v', '.', ').b'],
  ['a in b', 'b', 'in b'],
  ['a in (b,)', ')', ',)'],
  ['a between b or c', 'or', 'b or c'],
  ['(a = b) = c', '=', ') = c'],
  ['a = (b = c)', '=', 'b = c'],
  ['not (a)', '<EOF>', ')'],
  ['ü > a', 'ü', 'ü >'],
])('names the token of %s that it cannot read, and what is near', (text, token, near) => {
  expect(refusal(text)).toBe(`Syntax error; token: "${token}", near: "${near}"`);
});

test.each([
  'a=a and a > ((views))',
  '(a)between(((b.c)).d)and(c)',
  'a > whatever((:things), ((a)))',
  'a=a AND ((a=a AND a=a)) AND a=a',
  'a=a OR ((a=a OR (a=a OR a=a)))',
])('rejects the redundant parentheses of %s before everything but its form', (text) => {
  expect(refusal(text)).toBe('The expression has redundant parentheses;');
});

test.each([
  '(a = :v)',
  '(a = :v) AND (b = :v)',
  '(a = :v AND (b = :v))',
  '(NOT (a = :v))',
  '(a.b)[0] = (:v)',
  '((a) = :v)',
  '((size(a)) < :v)',
  'NOT NOT a = :v',
  'a.#constructor = :v',
])('accepts %s', (text) => {
  expect(refusal(text, { v: { N: '1' } }, { constructor: 'constructor' })).toBeUndefined();
});

test.each([
  ['a=a and whatever((:things)) > a', 'Invalid function name; function: whatever'],
  ['attRIbute_exIsts((views), #a)', 'Invalid function name; function: attRIbute_exIsts'],
  [
    'a = if_not_exists(b, :c)',
    'The function is not allowed in a condition expression; function: if_not_exists',
  ],
])('rejects the function of %s', (text, message) => {
  expect(refusal(text)).toBe(message);
});

test.each([
  ['a=a and attribute_exists((views), (#a)) > b', 'attribute_exists'],
  ['begins_with(things, a) > b', 'begins_with'],
  ['size(contains(a, b)) > a', 'contains'],
  ['size(things)', 'size'],
  ['a in (b, attribute_exists(things))', 'attribute_exists'],
])('rejects a function in the wrong place: %s', (text, name) => {
  expect(refusal(text)).toBe(
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );
});

test.each([
  ['attribute_exists(views, #a)', 'views'],
  [':a < abOrT', 'abOrT'],
  ['a.b = :v AND constructor = :v', 'constructor'],
])('rejects the reserved word of %s before it looks names up', (text, word) => {
  expect(refusal(text)).toBe(`Attribute name is a reserved keyword; reserved keyword: ${word}`);
});

test.each([
  ['attribute_exists(#Pictures.RearView, :a) and a=a', 'name used in the document path', 'name: #Pictures'],
  ['(#P between :lo and :hi) and (#PC in (:c, :d))', 'name used in the document path', 'name: #P'],
  ['(a)between(b.c[45].#d)and(:a)', 'name used in the document path', 'name: #d'],
  ['#constructor = :a', 'name used in the document path', 'name: #constructor'],
  ['begins_with(:hello, #a, #b)', 'value used in expression', 'value: :hello'],
  [':a < :b', 'value used in expression', 'value: :a'],
])('rejects undefined names and values in %s', (text, what, which) => {
  expect(refusal(text)).toBe(`An expression attribute ${what} is not defined; attribute ${which}`);
});

test.each([
  ['attribute_exists(things, a) and a=a', 'attribute_exists', 2],
  ['attribute_type(things)', 'attribute_type', 1],
  ['begins_with(things, size(a), b)', 'begins_with', 3],
  ['size(things, a) > b', 'size', 2],
])('rejects the number of operands of %s', (text, name, count) => {
  expect(refusal(text)).toBe(
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
  );
});

const values: Record<string, AttributeValue> = {
  s: { S: 's' },
  n: { N: '1' },
  bool: { BOOL: true },
  nothing: { NULL: true },
  l: { L: [] },
  ss: { SS: ['1'] },
};

test.each([
  ['attribute_type(a, size(a)) and a=a', 'attribute_type', 'N'],
  ['attribute_type(a, b)', 'attribute_type', '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}'],
  ['begins_with(a, :n)', 'begins_with', 'N'],
  ['begins_with(:ss, a)', 'begins_with', 'SS'],
  ['size(size(a)) > :n', 'size', 'N'],
  ['attribute_not_exists(size(:n))', 'size', 'N'],
  ['size(:bool) > a', 'size', 'BOOL'],
  ['size(:nothing) > a', 'size', 'NULL'],
  ['a <= :bool', '<=', 'BOOL'],
])('rejects the type of an operand of %s', (text, name, type) => {
  expect(refusal(text, values)).toBe(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
});

test.each([
  ['attribute_exists(:s) and a=a', 'attribute_exists'],
  ['attribute_not_exists(size(:s))', 'attribute_not_exists'],
])('requires a path in %s', (text, name) => {
  expect(refusal(text, values)).toBe(
    `Operator or function requires a document path; operator or function: ${name}`,
  );
});

test('rejects an unknown type name', () => {
  expect(refusal('attribute_type(a, :s)', { s: { S: '1' } })).toBe(
    'Invalid attribute type name found; type: 1, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
  );
});

test.each([
  ['a = a AND #a = b AND :v > a', '=', '[a]'],
  ['((a=a) OR (a=a))', '=', '[a]'],
  ['contains(ab.bc[1].a, ab.bc[1].#a)', 'contains', '[ab, bc, [1], a]'],
])('rejects the same operand twice in %s', (text, name, path) => {
  expect(refusal(text)).toBe(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${path}`,
  );
});

test('rejects the first operand among those of BETWEEN and IN (a guess)', () => {
  expect(refusal('a IN (b, a)')).toContain('operator: IN, first operand: [a]');
  expect(refusal('a BETWEEN b AND a')).toContain('operator: BETWEEN, first operand: [a]');
});

test('rejects bounds of two types, and bounds in the wrong order', () => {
  expect(refusal('a between :n and :s', values)).toBe(
    'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:s}',
  );
  expect(refusal('a between :b and :a', { a: { S: 'a' }, b: { S: 'b' } })).toBe(
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}',
  );
});

test('rejects what is empty, too long, too deep or has too many operators', () => {
  expect(refusal('')).toBe('The expression can not be empty;');
  expect(refusal(`a = :${'v'.repeat(4092)}`)).toBe(
    'Expression size has exceeded the maximum allowed size; expression size: 4097',
  );
  expect(refusal(`${'NOT '.repeat(300)}a = :s`, values)).toBe(
    'The expression contains too many operators; operator count: 301',
  );
  expect(refusal(`${'NOT '.repeat(299)}a = :s`, values)).toBeUndefined();
  expect(refusal(`a${'.b'.repeat(31)} = :s`, values)).toBeUndefined();
  expect(refusal(`a${'.b'.repeat(32)} = :s`, values)).toBe(
    'The document path has too many nesting levels; nesting levels: 33',
  );
  expect(refusal('a[2147483648] = :s', values)).toBe(
    'List index is not within the allowable range; index: [2147483648]',
  );
  const many = (count: number) => `a IN (${Array.from({ length: count }, () => ':s').join(',')})`;
  expect(refusal(many(100), values)).toBeUndefined();
  expect(refusal(many(101), values)).toBe(
    'The IN operator is provided with too many operands; number of operands: 101',
  );
});

test('reads no text so deep that the stack ends', () => {
  expect(refusal('('.repeat(4096))).toBe('The expression has redundant parentheses;');
  expect(refusal('a = '.concat('('.repeat(4000)))).toContain('Syntax error');
  expect(refusal('f('.repeat(2000))).toContain('Syntax error');
});
