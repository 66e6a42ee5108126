import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { equalItems } from '../values/compare.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import { parseProjection, project } from './projection.ts';
import { bound, messageOf } from './testing/message-of.ts';

function refusal(text: string, names: Record<string, string> = {}): string | undefined {
  return messageOf(() => parseProjection(text, bound(names)))?.replace(/^Invalid ProjectionExpression: /, '');
}

test.each([
  ['whatever(stuff)', '(', 'whatever(stuff'],
  [':a', ':a', ':a'],
  ['abort,', '<EOF>', ','],
  ['a,,b', ',', ',,b'],
  ['a..b', '.', '..b'],
  ['a[b]', 'b', '[b]'],
  ['(a)', '(', '(a'],
  ['a-b', '-', 'a-b'],
  ['!!', '!', '!!'],
])('names the token of %s that it cannot read', (text, token, near) => {
  expect(refusal(text)).toBe(`Syntax error; token: "${token}", near: "${near}"`);
});

test('rejects reserved words, undefined names, and nothing at all', () => {
  expect(refusal('#a,ABSoLUTE')).toBe('Attribute name is a reserved keyword; reserved keyword: ABSoLUTE');
  expect(refusal('a,b,a,#a')).toBe(
    'An expression attribute name used in the document path is not defined; attribute name: #a',
  );
  expect(refusal('')).toBe('The expression can not be empty;');
});

test.each([
  ['b[1], b.a, #a.b, a', 'overlap', '[a, b]', '[a]'],
  ['a, #a[1]', 'overlap', '[a]', '[a, [1]]'],
  ['a.b, #a[1], #b', 'conflict', '[a, b]', '[a, [1]]'],
  ['a[3].b, #a.#b.b', 'conflict', '[a, [3], b]', '[a, [3], b]'],
])('rejects the paths of %s, which %s', (text, relation, one, two) => {
  expect(refusal(text, { a: 'a', b: '[3]' })).toBe(
    `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`,
  );
});

const item: Item = {
  a: { S: 'x' },
  l: { L: [{ N: '0' }, { N: '1' }, { M: { b: { N: '2' }, c: { N: '3' } } }] },
  m: { M: { n: { M: { o: { S: 'deep' } } } } },
};

test.each([
  ['a, nowhere', { a: { S: 'x' } }],
  ['l[2].b, l[0]', { l: { L: [{ N: '0' }, { M: { b: { N: '2' } } }] } }],
  ['m.n.o', { m: { M: { n: { M: { o: { S: 'deep' } } } } } }],
  ['m.n.p, l[9], a.b', {}],
  ['m[0], l.b', {}],
])('projects %s from an item, with lists closed up', (text, wanted) => {
  expect(equalItems(project(item, parseProjection(text, bound())), wanted as Item)).toBe(true);
});

const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<AttributeValue>({ N: '1' }, { S: 'x' }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { noNullPrototype: true }).map((M) => ({ M })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
  ),
})).value;
const items = fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), value, { noNullPrototype: true });
const step = fc.oneof(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 3 }));
const path: fc.Arbitrary<DocumentPath> = fc
  .tuple(fc.constantFrom('a', 'b', 'constructor'), fc.array(step, { maxLength: 3 }))
  .map(([name, steps]) => [name, ...steps]);

test('returns the value at one path, whatever else the item has', () => {
  fc.assert(
    fc.property(items, path, (given, wanted) => {
      // Every position before the last one closes up to the first.
      const closed = wanted.map((one) => (typeof one === 'number' ? 0 : one));
      expect(valueAt(closed, project(given, [wanted]))).toEqual(valueAt(wanted, given));
    }),
    { numRuns: 2000 },
  );
});
