import { expect, test } from '@jest/globals';
import { readTableName } from './environment.ts';

test('reads the table’s name', () => {
  expect(readTableName({ TABLE_NAME: 'user' })).toBe('user');
});

test.each([
  [{}, 'TABLE_NAME is not set'],
  [{ TABLE_NAME: '' }, 'TABLE_NAME is not set'],
  [{ TABLE_NAME: 'ab' }, 'TABLE_NAME is no table name: "ab"'],
  [{ TABLE_NAME: 'a table' }, 'TABLE_NAME is no table name: "a table"'],
  [{ TABLE_NAME: 'x'.repeat(256) }, 'TABLE_NAME is no table name'],
])('rejects %j by the variable’s name', (environment, message) => {
  expect(() => readTableName(environment)).toThrow(message);
});
