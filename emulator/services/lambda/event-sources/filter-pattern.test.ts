import { expect, test } from '@jest/globals';
import { compileFilter } from './filter-pattern.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { name: { S: 'Ada' }, tags: { SS: ['a', 'b'] }, on: { BOOL: true } }, SizeBytes: 20 },
};

test.each([
  [{ eventName: ['INSERT', 'MODIFY'] }, true],
  [{ eventName: ['REMOVE'] }, false],
  [{ eventName: ['INSERT'], dynamodb: { NewImage: { name: { S: ['Bob'] } } } }, false],
  [{ dynamodb: { NewImage: { name: { S: [{ prefix: 'A' }] } } } }, true],
  [{ dynamodb: { NewImage: { name: { S: [{ suffix: 'x' }] } } } }, false],
  [{ dynamodb: { NewImage: { name: { S: [{ 'equals-ignore-case': 'aDA' }] } } } }, true],
  [{ dynamodb: { NewImage: { name: { S: [{ 'anything-but': ['Ada'] }] } } } }, false],
  [{ dynamodb: { NewImage: { name: { S: [{ 'anything-but': { prefix: 'B' } }] } } } }, true],
  [{ dynamodb: { NewImage: { tags: { SS: ['b'] } } } }, true],
  [{ dynamodb: { NewImage: { on: { BOOL: [true] } } } }, true],
  [{ dynamodb: { SizeBytes: [{ numeric: ['>', 10, '<=', 20] }] } }, true],
  [{ dynamodb: { SizeBytes: [{ numeric: ['=', 19] }] } }, false],
  [{ dynamodb: { OldImage: [{ exists: false }] } }, true],
  [{ dynamodb: { NewImage: { name: { S: [{ exists: true }] } } } }, true],
  [{ dynamodb: { NewImage: { constructor: [{ exists: true }] } } }, false],
  [{ $or: [{ eventName: ['REMOVE'] }, { dynamodb: { SizeBytes: [20] } }] }, true],
  [{}, true],
])('%j matches: %s', (pattern, fits) => {
  expect(compileFilter(JSON.stringify(pattern))?.(record)).toBe(fits);
});

test.each([
  '',
  '[]',
  '{"a":1}',
  '{"a":[]}',
  '{"a":[{"like":"x"}]}',
  '{"a":[{"numeric":[">"]}]}',
  '{"a":[{"prefix":1}]}',
])('rejects %j as a pattern', (text) => {
  expect(compileFilter(text)).toBeUndefined();
});
