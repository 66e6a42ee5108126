import { expect, test } from '@jest/globals';
import dynalite from 'dynalite/db/index.js';
import fc from 'fast-check';
import type { AttributeValue } from './attribute-value.ts';
import { valueFault } from './check-value.ts';
import { compareText, equal } from './compare.ts';
import { addDecimals, compareDecimals, decimalOf, formatDecimal } from './decimal.ts';
import { after, type KeyType, orderKey, orderPrefix } from './order-key.ts';
import { partitionHash } from './partition-hash.ts';
import { pageSize } from './size.ts';

const reference = dynalite as unknown as {
  hashPrefix(value: string, type: string): string;
  itemSize(item: object, compress: boolean, meta: boolean, rangeKey?: string): number;
};

/** Numbers of up to 38 digits, as DynamoDB writes them. */
const number = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.integer({ min: -130, max: 88 }))
  .map(([minus, digits, power]) => formatDecimal(decimalOf(`${minus ? '-' : ''}${digits}e${power}`)));
const text = fc.string({ unit: 'binary', maxLength: 6 });
const binary = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('base64'));

const bytes = (key: string) => Buffer.from(key, 'utf8');
const sign = (order: number) => Math.sign(order);

test('writes a number as it reads it', () => {
  fc.assert(fc.property(number, (n) => expect(formatDecimal(decimalOf(n))).toBe(n)));
  expect(['1E+2', '-0', '00.10', '.5', '1e-3'].map((n) => formatDecimal(decimalOf(n)))).toEqual([
    '100',
    '0',
    '0.1',
    '0.5',
    '0.001',
  ]);
});

test('adds and subtracts exactly', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      const sum = addDecimals(decimalOf(a), decimalOf(b));
      expect(formatDecimal(addDecimals(sum, decimalOf(b), -1))).toBe(a);
    }),
  );
  expect(formatDecimal(addDecimals(decimalOf('0.1'), decimalOf('0.2')))).toBe('0.3');
});

test('orders keys by their bytes as it orders their values', () => {
  const ordered = <T extends string>(type: KeyType, values: fc.Arbitrary<T>, order: (a: T, b: T) => number) =>
    fc.assert(
      fc.property(values, values, (a, b) => {
        const keys = Buffer.compare(bytes(orderKey(type, a)), bytes(orderKey(type, b)));
        expect(sign(keys)).toBe(sign(order(a, b)));
      }),
      { numRuns: 2000 },
    );
  ordered('N', number, (a, b) => compareDecimals(decimalOf(a), decimalOf(b)));
  ordered('S', text, (a, b) => compareText(a, b));
  ordered('B', binary, (a, b) => Buffer.compare(Buffer.from(a, 'base64'), Buffer.from(b, 'base64')));
});

test('holds in a range exactly the texts that begin with a prefix', () => {
  fc.assert(
    fc.property(
      text.filter((prefix) => prefix !== ''),
      text,
      text,
      (prefix, rest, other) => {
        const begin = orderPrefix('S', prefix);
        const holds = (value: string) => {
          const key = bytes(orderKey('S', value));
          return Buffer.compare(key, bytes(begin)) >= 0 && Buffer.compare(key, bytes(after(begin))) < 0;
        };
        expect(holds(prefix + rest)).toBe(true);
        expect(holds(other)).toBe(other.startsWith(prefix));
      },
    ),
  );
});

test('hashes keys as dynalite does, whose order of scans is that of AWS', () => {
  const same = (type: KeyType, values: fc.Arbitrary<string>) =>
    fc.assert(
      fc.property(values, (value) =>
        expect(partitionHash([{ type, value }])).toBe(reference.hashPrefix(value, type)),
      ),
    );
  same('S', text);
  same('N', number);
  same('B', binary);
});

test('measures an item for a page as dynalite does, in bytes where that counts characters', () => {
  const value = fc.oneof(
    fc.string().map((S): AttributeValue => ({ S })),
    number.map((N): AttributeValue => ({ N })),
    binary.map((B): AttributeValue => ({ B })),
    fc.constantFrom<AttributeValue>(
      { BOOL: true },
      { NULL: true },
      { SS: ['a', 'bc'] },
      { NS: ['1', '-20'] },
    ),
    fc.constant<AttributeValue>({ L: [{ S: 'x' }, { M: { n: { N: '1.5' }, l: { L: [] } } }] }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), (attributes) => {
      const item = { ...attributes, range: { S: 'r' } };
      expect(pageSize(item, 'range')).toBe(reference.itemSize(item, true, true, 'range'));
    }),
  );
});

test('finds maps and sets equal in any order of their members', () => {
  expect(equal({ M: { a: { N: '1' }, b: { S: 'x' } } }, { M: { b: { S: 'x' }, a: { N: '1' } } })).toBe(true);
  expect(equal({ SS: ['a', 'b'] }, { SS: ['b', 'a'] })).toBe(true);
  expect(equal({ L: [{ S: 'a' }] }, { L: [{ S: 'b' }] })).toBe(false);
  expect(equal({ M: {} }, { M: { toString: { S: '' } } })).toBe(false);
});

const nested = (levels: number): AttributeValue => (levels === 0 ? { S: '' } : { L: [nested(levels - 1)] });

test.each<[string, AttributeValue, string | RegExp]>([
  ['a number too great', { N: '1e126' }, /^Number overflow/],
  ['a number too small', { N: '1e-131' }, /^Number underflow/],
  ['39 digits', { N: '1'.repeat(39) }, /^Attempting to store more than 38/],
  ['an empty set', { SS: [] }, /An string set {2}may not be empty$/],
  ['a number twice in a set', { NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  ['33 levels', nested(33), /^Nesting Levels have exceeded/],
  ['no type', {}, /^Supplied AttributeValue is empty/],
  ['two types', { S: 'a', N: '1' }, /more than one datatypes set/],
])('refuses %s', (_name, value, message) => {
  expect(valueFault(value)).toMatch(message);
});

test('takes the greatest number, 32 levels, and numbers in any notation, which it rewrites', () => {
  expect(valueFault({ N: `9.${'9'.repeat(37)}e125` })).toBeUndefined();
  expect(valueFault(nested(32))).toBeUndefined();
  const value = { NS: ['1.50', '2E1'] };
  expect(valueFault(value)).toBeUndefined();
  expect(value).toEqual({ NS: ['1.5', '20'] });
});
