import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { type UpdateAction, updated } from './update.ts';
import { parseUpdate } from './update-expression.ts';

function parse(text: string, values: Record<string, AttributeValue> = {}): UpdateAction[] {
  return parseUpdate(text, { values, usedNames: new Set(), usedValues: new Set() });
}

const plain = (item: Item) => JSON.parse(JSON.stringify(item));

/** Attributes of one item: small numbers, sets, a list of numbers and a map of numbers, any of which may be missing. */
const number = fc.integer({ min: -9, max: 9 }).map((n) => ({ N: String(n) }));
const set = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }).map((SS) => ({ SS }));
const model = fc.record(
  {
    n: number,
    m: number,
    s: set,
    l: fc.array(number, { maxLength: 5 }).map((L) => ({ L })),
    d: fc.dictionary(fc.constantFrom('p', 'q'), number, { noNullPrototype: true }).map((M) => ({ M })),
  },
  { requiredKeys: ['l', 'd'], noNullPrototype: true },
);

/** One write to one place, in the text of an expression. */
interface Step {
  section: 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
  path: string;
  text: string;
  value?: AttributeValue;
}

const position = fc.integer({ min: 0, max: 7 });
const places = fc.oneof(
  fc.constantFrom('n', 'm', 'fresh', 'd.p', 'd.q'),
  position.map((at) => `l[${at}]`),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(places, number).map(([path, value]): Step => ({ section: 'SET', path, text: '= :v', value })),
  places.map((path): Step => ({ section: 'SET', path, text: '= l' })),
  places.map((path): Step => ({ section: 'SET', path, text: '= d' })),
  fc.oneof(places, fc.constant('s')).map((path): Step => ({ section: 'REMOVE', path, text: '' })),
  fc
    .tuple(fc.constantFrom('n', 'm'), number)
    .map(([path, value]): Step => ({ section: 'ADD', path, text: ':v', value })),
  set.map((value): Step => ({ section: 'ADD', path: 's', text: ':v', value })),
  set.map((value): Step => ({ section: 'DELETE', path: 's', text: ':v', value })),
);
const steps = fc.uniqueArray(step, { minLength: 1, maxLength: 8, selector: ({ path }) => path });

/** The naive model: each place's new value, computed one place at a time from the old item. */
function expected(item: Item, all: readonly Step[]): Item {
  const result: Record<string, AttributeValue> = {};
  const at = (path: string) => all.find((one) => one.path === path);
  const after = (one: Step | undefined, before: AttributeValue | undefined): AttributeValue | undefined => {
    if (!one) return before;
    if (one.section === 'REMOVE') return undefined;
    if (one.section === 'SET') return one.value ?? (one.text === '= l' ? item['l'] : item['d']);
    if (one.value?.N) return { N: String(Number(before?.N ?? 0) + Number(one.value.N)) };
    const [old, given] = [before?.SS ?? [], one.value?.SS ?? []];
    if (one.section === 'ADD') return { SS: [...old, ...given.filter((text) => !old.includes(text))] };
    const left = old.filter((text) => !given.includes(text));
    return left.length > 0 ? { SS: left } : undefined;
  };
  for (const name of ['n', 'm', 's', 'fresh']) {
    const value = after(at(name), item[name]);
    if (value) result[name] = value;
  }
  const list = Array.from({ length: 8 }, (_, index) => after(at(`l[${index}]`), item['l']?.L?.[index]));
  result['l'] = { L: list.filter((value) => value !== undefined) };
  const map: Record<string, AttributeValue> = {};
  for (const name of ['p', 'q']) {
    const value = after(at(`d.${name}`), item['d']?.M?.[name]);
    if (value) map[name] = value;
  }
  result['d'] = { M: map };
  return result;
}

test('does what a naive model does path by path, and leaves the old item unchanged', () => {
  fc.assert(
    fc.property(model, steps, (item, all) => {
      const values = Object.fromEntries(
        all.flatMap(({ value }, index) => (value ? [[`:v${index}`, value]] : [])),
      );
      const written = (['SET', 'REMOVE', 'ADD', 'DELETE'] as const).flatMap((section) => {
        const texts = all.flatMap((one, index) =>
          one.section === section ? [`${one.path} ${one.text.replace(':v', `:v${index}`)}`] : [],
        );
        return texts.length > 0 ? [`${section} ${texts.join(', ')}`] : [];
      });
      const before = structuredClone(item);
      const result = updated(item as Item, parse(written.join(' '), values));
      expect(plain(result)).toEqual(expected(item as Item, all));
      expect(item).toEqual(before);
    }),
    { numRuns: 3000 },
  );
});

test('rejects a path through a missing attribute', () => {
  for (const expression of ['SET a.b = :v', 'SET a[0] = :v', 'SET l[9].x = :v', 'SET l.x = :v']) {
    expect(() => updated({ l: { L: [] } }, parse(expression, { ':v': { N: '1' } }))).toThrow(
      'The document path provided in the update expression is invalid for update',
    );
  }
});

test('rejects a sum that is too great, and one of more than 38 digits (a guess)', () => {
  const add = (n: string, v: string) => () =>
    updated({ n: { N: n } }, parse('SET n = n + :v', { ':v': { N: v } }));
  expect(add(`9${'0'.repeat(125)}`, `9${'0'.repeat(125)}`)).toThrow('Number overflow');
  expect(add(`1${'0'.repeat(38)}`, '1')).toThrow('more than 38 significant digits');
});
