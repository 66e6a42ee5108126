import { expect, test } from '@jest/globals';
import { reportText } from './report-text.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table';
const STREAM = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:log-stream';

test('prints a line for each resource, one for a function’s log streams, and what could be removed', () => {
  const roles = [
    {
      role: 'app',
      arn: 'arn:aws:iam::000000000000:role/app',
      used: [
        { action: 'dynamodb:GetItem', resources: [1, 2, 3, 4, 5].map((number) => `${TABLE}/t${number}`) },
        { action: 'logs:PutLogEvents', resources: [`${STREAM}:a`, `${STREAM}:b`] },
      ],
      refused: [{ action: 'dynamodb:Scan', resources: [`${TABLE}/t1`] }],
      unused: [{ policy: 'may', statement: '1', action: 'dynamodb:PutItem', resource: `${TABLE}/t1` }],
    },
    { role: 'idle', arn: 'arn:aws:iam::000000000000:role/idle', used: [], refused: [], unused: [] },
  ];
  expect(reportText({ mode: 'audit', roles }).split('\n')).toEqual([
    'Policies are audited: what they do not allow was let pass.',
    '',
    'app',
    '  used',
    `    dynamodb:GetItem   ${TABLE}/t1`,
    `                       ${TABLE}/t2`,
    `                       ${TABLE}/t3`,
    '                       and 2 more',
    `    logs:PutLogEvents  ${STREAM}:*  (2)`,
    '  not allowed',
    `    dynamodb:Scan  ${TABLE}/t1`,
    '  allowed, never used',
    `    dynamodb:PutItem  ${TABLE}/t1  (may, statement 1)`,
    '',
    'idle',
    '  allows nothing, asked for nothing',
    '',
  ]);
});

test('prints an account without roles', () => {
  expect(reportText({ mode: 'enforce', roles: [] })).toBe(
    'Policies are enforced: what they do not allow was refused.\nThere is no role.\n',
  );
});
