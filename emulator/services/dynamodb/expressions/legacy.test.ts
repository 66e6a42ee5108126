import { expect, test } from '@jest/globals';
import { checkAttributeUpdates } from './check-attribute-updates.ts';
import { checkExpected, checkFilterConditions } from './check-legacy-conditions.ts';
import { keyCondition } from './key-condition.ts';
import type { LegacyCondition } from './legacy-condition.ts';
import { legacyKeyClauses } from './legacy-key-clauses.ts';
import { messageOf } from './testing/message-of.ts';
import type { LegacyUpdate } from './update.ts';

const INVALID = 'One or more parameter values were invalid:';
const S = { S: 'a' };

test.each<[LegacyCondition, string]>([
  [{ ComparisonOperator: 'EQ' }, `${INVALID} Invalid number of argument(s) for the EQ ComparisonOperator`],
  [
    { ComparisonOperator: 'NULL', AttributeValueList: [S] },
    `${INVALID} Invalid number of argument(s) for the NULL ComparisonOperator`,
  ],
  [
    { ComparisonOperator: 'BETWEEN', AttributeValueList: [S, S, S] },
    `${INVALID} Invalid number of argument(s) for the BETWEEN ComparisonOperator`,
  ],
  [
    { ComparisonOperator: 'BETWEEN', AttributeValueList: [S, { N: '1' }] },
    `${INVALID} AttributeValues inside AttributeValueList must be of same type`,
  ],
  [
    { ComparisonOperator: 'LT', AttributeValueList: [{ BOOL: true }] },
    `${INVALID} ComparisonOperator LT is not valid for BOOL AttributeValue type`,
  ],
  [
    { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ L: [] }] },
    `${INVALID} ComparisonOperator CONTAINS is not valid for L AttributeValue type`,
  ],
  [
    { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ N: '1' }] },
    `${INVALID} ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type`,
  ],
  [
    { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '10' }, { N: '9' }] },
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
  ],
  [
    { ComparisonOperator: 'EQ', AttributeValueList: [{ N: 'x' }] },
    'The parameter cannot be converted to a numeric value: x',
  ],
])('rejects the filter %j', (condition, message) => {
  expect(messageOf(() => checkFilterConditions({ a: condition }))).toBe(message);
});

test.each<[LegacyCondition, string]>([
  [{ Value: S, AttributeValueList: [S] }, 'Value and AttributeValueList cannot be used together'],
  [{ Exists: false, ComparisonOperator: 'EQ' }, 'Exists and ComparisonOperator cannot be used together'],
  [{ ComparisonOperator: 'EQ' }, 'Value or AttributeValueList must be used with ComparisonOperator: EQ'],
  [{ AttributeValueList: [S] }, 'AttributeValueList can only be used with a ComparisonOperator'],
  [{}, 'Value must be provided when Exists is null'],
  [{ Exists: true }, 'Value must be provided when Exists is true'],
  [{ Exists: false, Value: S }, 'Value cannot be used when Exists is false'],
])('rejects the expectation %j', (condition, message) => {
  expect(messageOf(() => checkExpected({ a: condition }))).toBe(`${INVALID} ${message} for Attribute: a`);
});

test.each<[LegacyUpdate, string]>([
  [{ Action: 'PUT' }, 'Only DELETE action is allowed when no attribute value is specified'],
  [{ Action: 'DELETE', Value: S }, 'DELETE action with value is not supported for the type S'],
  [{ Action: 'ADD', Value: S }, 'ADD action is not supported for the type S'],
])('rejects the update %j', (update, message) => {
  expect(messageOf(() => checkAttributeUpdates({ a: update }))).toBe(`${INVALID} ${message}`);
});

test('turns KeyConditions into their expression', () => {
  const schema = { hash: [{ name: 'h', type: 'S' }], range: [{ name: 'r', type: 'S' }] } as const;
  const h = { ComparisonOperator: 'EQ', AttributeValueList: [S] };
  const r = { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [S] };
  expect(keyCondition(legacyKeyClauses({ r, h }), schema)).toEqual({
    hash: [S],
    range: [{ operator: 'begins_with', values: [S] }],
  });
  expect(messageOf(() => keyCondition(legacyKeyClauses({ h: { ComparisonOperator: 'NULL' } }), schema))).toBe(
    'Attempted conditional constraint is not an indexable operation',
  );
});
