import { expect, test } from '@jest/globals';
import type { AttributeValue } from '../values/attribute-value.ts';
import { parseCondition } from './condition-expression.ts';
import { keyClauses } from './key-clauses.ts';
import { checkClauseCount, type KeySchema, keyCondition } from './key-condition.ts';
import { bound, messageOf } from './testing/message-of.ts';

const values: Record<string, AttributeValue> = { a: { S: 'a' }, b: { S: 'b' }, n: { N: '1' } };
const clauses = (text: string) =>
  keyClauses(parseCondition(text, 'KeyConditionExpression', bound({}, values)));
const refusal = (text: string, schema?: KeySchema) =>
  messageOf(() => (schema ? keyCondition(clauses(text), schema) : clauses(text)));

const attribute = (name: string) => ({ name, type: 'S' as const });
const simple: KeySchema = { hash: [attribute('h')], range: [] };
const composite: KeySchema = { hash: [attribute('h')], range: [attribute('r')] };
const wide: KeySchema = { hash: [attribute('h'), attribute('i')], range: [attribute('r'), attribute('s')] };

test.each([
  ['a > b and size(b) > c or a > c', 'OR'],
  ['a in (b, size(c), d)', 'IN'],
  ['attribute_exists(a)', 'attribute_exists'],
  ['contains(a.d, b)', 'contains'],
  ['not a > b', 'NOT'],
  ['a <> b', '<>'],
])('rejects the operator of %s', (text, name) => {
  expect(refusal(text)).toBe(`Invalid operator used in KeyConditionExpression: ${name}`);
});

test.each([
  [':a between size(b) and size(a) and b > :b', 'BETWEEN'],
  ['begins_with(:a, b) and a > :b', 'begins_with'],
])('requires the key first in %s', (text, name) => {
  expect(refusal(text)).toBe(
    `Invalid condition in KeyConditionExpression: ${name} operator must have the key attribute as its first operand`,
  );
});

test.each([
  ['size(b) > a AND a.b > b AND b > c', 'KeyConditionExpressions cannot contain nested operations'],
  ['a between size(b) and size(a)', 'KeyConditionExpressions cannot contain nested operations'],
  [
    'a between b and size(a)',
    'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
  ],
  ['b > a.b', 'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition'],
  ['a.d > c', 'KeyConditionExpressions cannot have conditions on nested attributes'],
  [':b > :a AND a < :b', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
  [
    'b > :a AND b < :b and c = :a and d = :a',
    'KeyConditionExpressions must only contain one condition per key',
  ],
])('rejects %s', (text, message) => {
  expect(refusal(text)).toBe(message);
});

test.each<[string, KeySchema, string]>([
  ['h = :a AND r = :b', simple, 'Query key condition not supported'],
  ['h > :a', composite, 'Query key condition not supported'],
  ['r = :b', composite, 'Query condition missed key schema element: h'],
  ['h = :a AND x = :b', composite, 'Query condition missed key schema element: r'],
  [
    'h = :n',
    composite,
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  ],
  [
    'h = :a AND r BETWEEN :n AND :n',
    composite,
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  ],
])('rejects %s for a key', (text, schema, message) => {
  expect(refusal(text, schema)).toBe(message);
});

test('takes the hash key and the condition on the range key, in any order and direction', () => {
  expect(keyCondition(clauses(':a < r AND (h = :b)'), composite)).toEqual({
    hash: [{ S: 'b' }],
    range: [{ operator: '>', values: [{ S: 'a' }] }],
  });
  expect(keyCondition(clauses('h = :a AND r BETWEEN :a AND :b'), composite).range).toEqual([
    { operator: 'between', values: [{ S: 'a' }, { S: 'b' }] },
  ]);
  expect(keyCondition(clauses('begins_with(r, :a) AND h = :a'), composite).range).toEqual([
    { operator: 'begins_with', values: [{ S: 'a' }] },
  ]);
});

test('takes all attributes of a hash key and the first of the range key, the last one in a range', () => {
  expect(keyCondition(clauses('s > :a AND r = :b AND i = :b AND h = :a'), wide)).toEqual({
    hash: [{ S: 'a' }, { S: 'b' }],
    range: [
      { operator: '=', values: [{ S: 'b' }] },
      { operator: '>', values: [{ S: 'a' }] },
    ],
  });
  expect(keyCondition(clauses('h = :a AND i = :b'), wide).range).toEqual([]);
});

test('rejects keys of several attributes with gaps or with a range before the last one (texts are a guess)', () => {
  expect(refusal('h = :a', wide)).toBe('Query condition missed key schema element: i');
  expect(refusal('h = :a AND i = :a AND s = :a', wide)).toBe('Query condition missed key schema element: r');
  expect(refusal('h = :a AND i = :a AND r > :a AND s = :a', wide)).toBe('Query key condition not supported');
});

test('rejects none and too many', () => {
  const counted = (text: string) => messageOf(() => checkClauseCount(clauses(text)));
  expect(counted('(a > :a and b > :a) and (c > :a and d > :a)')).toBe(
    'Conditions can be of length 1 or 2 only',
  );
  expect(counted('a = :a AND b = :a')).toBeUndefined();
});
