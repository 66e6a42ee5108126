import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { statementPositions } from './statement-positions.ts';

const span = (...[line, column, endLine, endColumn]: number[]) => ({
  StartPosition: { Line: line, Column: column },
  EndPosition: { Line: endLine, Column: endColumn },
});

test('one statement that is not in a list, as in the AWS CLI reference for simulate-custom-policy', () => {
  const policy =
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}';
  expect(statementPositions(policy)).toEqual([span(1, 38, 1, 167)]);
});

test('the first of a list, as AWS shows it for AdministratorAccess', () => {
  const policy = [
    '{',
    '  "Version": "2012-10-17",',
    '  "Statement": [',
    '    {',
    '      "Effect": "Allow",',
    '      "Action": "*",',
    '      "Resource": "*"',
    '    }',
    '  ]',
    '}',
  ].join('\n');
  expect(statementPositions(policy)).toEqual([span(3, 17, 8, 6)]);
});

test('a later one begins after the one before; braces in strings do not count', () => {
  const policy =
    '{"Id":"{\\"[","Statement":[{"Sid":"}","Condition":{"Null":{"a":["true"]}}},\n{"Sid":"b"}],"Version":"x"}';
  expect(statementPositions(policy)).toEqual([span(1, 27, 1, 74), span(1, 74, 2, 12)]);
});

test('finds as many positions as there are statements, in any layout', () => {
  const statement = fc.record({ Sid: fc.string(), Action: fc.array(fc.string()), Condition: fc.object() });
  fc.assert(
    fc.property(
      fc.oneof(statement, fc.array(statement)),
      fc.constantFrom(undefined, 1, '\t'),
      (Statement, indent) => {
        const text = JSON.stringify({ Id: 'x', Statement, Version: '2012-10-17' }, undefined, indent);
        expect(statementPositions(text)).toHaveLength([Statement].flat().length);
      },
    ),
  );
});
