import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseStatement } from '../partiql/parse-statement.ts';
import { parseCondition } from './condition-expression.ts';
import { parseProjection } from './projection.ts';
import { bound, messageOf } from './testing/message-of.ts';
import { parseUpdate } from './update-expression.ts';

const PIECES =
  'a b #a :v :w views size contains if_not_exists list_append attribute_exists and or not in between set remove add delete SELECT FROM WHERE INSERT INTO VALUE UPDATE EXISTS IS MISSING RETURNING ALL OLD \'x\' "t" ? ( ) [ ] { } << >> . , = <> < >= + - 1 0.5 * ; : -- ü \n';
const soup = fc
  .array(fc.constantFrom(...PIECES.split(' '), ' '), { maxLength: 30 })
  .map((pieces) => pieces.join(' '));
const texts = fc.oneof(soup, fc.string({ unit: 'binary' }), fc.string({ maxLength: 200 }));

const names = { a: 'a' };
const values = { v: { N: '1' } };

test.each<[string, (text: string) => unknown]>([
  ['conditions', (text) => parseCondition(text, 'FilterExpression', bound(names, values))],
  ['updates', (text) => parseUpdate(text, bound(names, values))],
  ['projections', (text) => parseProjection(text, bound(names))],
  ['statements', (text) => parseStatement(text)],
])('%s: reads or rejects any text', (_name, read) => {
  fc.assert(
    fc.property(texts, (text) => {
      // Any other error passes through.
      const message = messageOf(() => read(text));
      expect(message === undefined || message.length > 0).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['(', 'SELECT * FROM t WHERE '],
  ['[', 'SELECT * FROM t WHERE a = '],
  ["{'a':", 'INSERT INTO t VALUE '],
  ['NOT ', 'SELECT * FROM t WHERE '],
  ['f(', 'SELECT * FROM t WHERE '],
  ['-', 'UPDATE t SET a = '],
])('reads no statement of many %j so deep that the stack ends', (piece, start) => {
  const text = start + piece.repeat(Math.floor(8000 / piece.length));
  expect(messageOf(() => parseStatement(text))).toMatch(/^Statement wasn't well formed/);
});
