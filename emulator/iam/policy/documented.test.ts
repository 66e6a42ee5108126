import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from './document.ts';
import { ASKED, type Documented } from './documented/documented-case.ts';
import * as elements from './documented/elements.ts';
import * as logic from './documented/logic.ts';
import * as operators from './documented/operators.ts';
import * as places from './documented/places.ts';
import * as principals from './documented/principals.ts';
import { evaluate } from './evaluate.ts';

const pages: Documented[] = [elements, logic, operators, places, principals].flatMap((file) =>
  Object.values(file),
);

for (const { page, cases } of pages) {
  describe(page, () => {
    test.each(cases)('%s', (_name, statements, asked, decision) => {
      const policy =
        statements.length > 0 ? parsePolicy({ Version: '2012-10-17', Statement: statements }) : [];
      expect(evaluate(policy, { ...ASKED, ...asked })).toBe(decision);
    });
  });
}

test('a document of the older version takes variables for text', () => {
  const statement = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::bucket/${aws:username}',
  };
  for (const version of [{}, { Version: '2008-10-17' }]) {
    const policy = parsePolicy({ ...version, Statement: statement });
    const context = { 'aws:username': 'ada' };
    expect(evaluate(policy, { ...ASKED, resource: 'arn:aws:s3:::bucket/ada', context })).toBe(
      'implicit-deny',
    );
    expect(evaluate(policy, { ...ASKED, resource: 'arn:aws:s3:::bucket/${aws:username}' })).toBe('allowed');
  }
});

test('no two cases of a page have one name', () => {
  for (const { cases } of pages) expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
});
