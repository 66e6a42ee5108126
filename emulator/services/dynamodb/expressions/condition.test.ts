import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { holds } from './condition.ts';
import { parseCondition } from './condition-expression.ts';
import { bound } from './testing/message-of.ts';

const item: Item = {
  phrase: { S: 'héllo' },
  figure: { N: '10' },
  bytes: { B: 'aGVsbG8=' },
  yes: { BOOL: true },
  nil: { NULL: true },
  words: { SS: ['x', 'y'] },
  sums: { NS: ['1', '2'] },
  things: { L: [{ S: 'x' }, { N: '2' }, { M: { deep: { S: 'y' } } }] },
  nest: { M: { constructor: { N: '9' }, zero: { N: '0' } } },
};

const values: Record<string, AttributeValue> = {
  ten: { N: '10' },
  nine: { N: '9' },
  he: { S: 'hé' },
  x: { S: 'x' },
  two: { N: '2' },
  hel: { B: 'aGVs' },
  xy: { SS: ['y', 'x'] },
  S: { S: 'S' },
  M: { S: 'M' },
  map: { M: { zero: { N: '0' }, constructor: { N: '9' } } },
  five: { N: '5' },
};

const answer = (text: string) =>
  holds(
    parseCondition(text, 'ConditionExpression', bound({ own: 'constructor', not: 'missing' }, values)),
    item,
  );

test.each([
  ['figure = :ten', true],
  ['figure > :nine AND NOT figure > :ten', true],
  ['figure < :he', false],
  ['figure <> :he', true],
  ['figure BETWEEN :nine AND :ten', true],
  ['figure IN (:nine, :x, :ten)', true],
  ['#not = :ten', false],
  ['#not <> :ten', true],
  ['#not < :ten OR #not >= :ten', false],
  ['attribute_exists(nest.#own)', true],
  ['attribute_exists(#own)', false],
  ['attribute_not_exists(nest.toString)', true],
  ['attribute_exists(things[2].deep)', true],
  ['attribute_exists(things[3])', false],
  ['attribute_exists(things.deep)', false],
  ['attribute_type(phrase, :S)', true],
  ['attribute_type(nest, :M)', true],
  ['attribute_type(#not, :S)', false],
  ['begins_with(phrase, :he)', true],
  ['begins_with(bytes, :hel)', true],
  ['begins_with(bytes, :he)', false],
  ['contains(phrase, :x)', false],
  ['contains(words, :x)', true],
  ['contains(sums, :two)', true],
  ['contains(things, :two)', true],
  ['contains(bytes, :hel)', true],
  ['contains(#not, :x)', false],
  ['words = :xy', true],
  ['nest = :map', true],
  ['size(phrase) = :five', true],
  ['size(bytes) = :five', true],
  ['size(words) = :two AND size(sums) = :two AND size(nest) = :two', true],
  ['size(figure) > :two', false],
  ['size(#not) < :two OR size(#not) >= :two', false],
  ['yes = yes.a OR nil <> yes', true],
])('%s is %s', (text, wanted) => {
  expect(answer(text)).toBe(wanted);
});

test('finds nothing in a missing item', () => {
  const none = (text: string) => holds(parseCondition(text, 'ConditionExpression', bound()), undefined);
  expect(none('attribute_exists(phrase)')).toBe(false);
  expect(none('attribute_not_exists(phrase)')).toBe(true);
});

/** A condition as text, and the same as a plain function of plain values. */
interface Modelled {
  readonly text: string;
  readonly holds: (subject: Plain) => boolean;
}

/** Numbers and texts by name, some of them missing. */
type Plain = Partial<Record<'a' | 'b' | 'c', number | string>>;

const names = fc.constantFrom('a' as const, 'b' as const, 'c' as const);
const plain = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('', 'k', 'kl'));
const subjects: fc.Arbitrary<Plain> = fc.record(
  { a: plain, b: plain, c: plain },
  { requiredKeys: [], noNullPrototype: true },
);
const literal = (value: number | string) => (typeof value === 'number' ? `:n${value + 3}` : `:t${value}`);
const literals: Record<string, AttributeValue> = {
  ...Object.fromEntries([-3, -2, -1, 0, 1, 2, 3].map((n) => [`:n${n + 3}`, { N: String(n) }])),
  ':t': { S: '' },
  ':tk': { S: 'k' },
  ':tkl': { S: 'kl' },
};

type Order = (left: number | string, right: number | string) => boolean;
const ORDERS: Record<string, Order> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
const ordered = (operator: string, left: Plain['a'], right: Plain['a']) =>
  left !== undefined && right !== undefined && typeof left === typeof right
    ? (ORDERS[operator]?.(left, right) ?? false)
    : false;

const leaf: fc.Arbitrary<Modelled> = fc.oneof(
  fc.tuple(names, plain).map(
    ([name, value]): Modelled => ({
      text: `${name} = ${literal(value)}`,
      holds: (subject) => subject[name] === value,
    }),
  ),
  fc.tuple(names, plain).map(
    ([name, value]): Modelled => ({
      text: `${literal(value)} <> ${name}`,
      holds: (subject) => subject[name] !== value,
    }),
  ),
  fc.tuple(names, fc.constantFrom('<', '<=', '>', '>='), plain).map(
    ([name, operator, value]): Modelled => ({
      text: `${name} ${operator} ${literal(value)}`,
      holds: (subject) => ordered(operator, subject[name], value),
    }),
  ),
  fc.tuple(names, plain, plain).map(
    ([name, one, two]): Modelled => ({
      text: `${name} in (${literal(one)},(${literal(two)}))`,
      holds: (subject) => subject[name] === one || subject[name] === two,
    }),
  ),
  names.map(
    (name): Modelled => ({
      text: `attribute_exists(${name})`,
      holds: (subject) => subject[name] !== undefined,
    }),
  ),
  fc.tuple(names, fc.constantFrom('', 'k', 'kl')).map(
    ([name, start]): Modelled => ({
      text: `begins_with(${name}, ${literal(start)})`,
      holds: (subject) => String(subject[name]).startsWith(start) && typeof subject[name] === 'string',
    }),
  ),
);

const { condition } = fc.letrec<{ condition: Modelled }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'medium' },
    leaf,
    fc.tuple(tie('condition'), tie('condition')).map(
      ([left, right]): Modelled => ({
        text: `(NOT ${wrapped(left)}) AND ${wrapped(right)}`,
        holds: (subject) => !left.holds(subject) && right.holds(subject),
      }),
    ),
    // `AND` binds closer than `OR`.
    fc.tuple(leaf, leaf, leaf).map(
      ([one, two, three]): Modelled => ({
        text: `${one.text} OR ${two.text} AND ${three.text}`,
        holds: (subject) => one.holds(subject) || (two.holds(subject) && three.holds(subject)),
      }),
    ),
    fc.tuple(tie('condition'), tie('condition')).map(
      ([left, right]): Modelled => ({
        text: `${wrapped(left)} or ${wrapped(right)}`,
        holds: (subject) => left.holds(subject) || right.holds(subject),
      }),
    ),
  ),
}));

const wrapped = ({ text }: Modelled) => `(${text})`;

test('decides as a plain function of plain values does', () => {
  fc.assert(
    fc.property(condition, subjects, (given, subject) => {
      const attributes = Object.fromEntries(
        Object.entries(subject).map(([name, value]) => [
          name,
          typeof value === 'number' ? { N: String(value) } : { S: value },
        ]),
      );
      fc.pre(given.text.length < 4096);
      const bindings = { values: literals, usedNames: new Set<string>(), usedValues: new Set<string>() };
      const parsed = parseCondition(given.text, 'FilterExpression', bindings);
      expect(holds(parsed, attributes)).toBe(given.holds(subject));
    }),
    { numRuns: 3000 },
  );
});
