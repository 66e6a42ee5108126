import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from './document.ts';
import * as actions from './documented/actions.ts';
import * as addresses from './documented/addresses.ts';
import * as arns from './documented/arns.ts';
import { ASKED, type Documented } from './documented/documented-case.ts';
import * as evaluationLogic from './documented/evaluation-logic.ts';
import * as numbersAndDates from './documented/numbers-and-dates.ts';
import * as presence from './documented/presence.ts';
import * as principals from './documented/principals.ts';
import * as resources from './documented/resources.ts';
import * as severalValues from './documented/several-values.ts';
import * as strings from './documented/strings.ts';
import * as variables from './documented/variables.ts';
import { evaluate } from './evaluate.ts';

const pages: Documented[] = [
  actions,
  addresses,
  arns,
  evaluationLogic,
  numbersAndDates,
  presence,
  principals,
  resources,
  severalValues,
  strings,
  variables,
].flatMap((file) => Object.values(file));

for (const { page, cases } of pages) {
  describe(page, () => {
    test.each(cases)('%s', (_name, statements, asked, decision) => {
      const policy =
        statements.length > 0 ? parsePolicy({ Version: '2012-10-17', Statement: statements }) : [];
      expect(evaluate(policy, { ...ASKED, ...asked })).toBe(decision);
    });
  });
}

test('takes variables literally in a document of the older version', () => {
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

test('gives no two cases of a page the same name', () => {
  for (const { cases } of pages) expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
});
