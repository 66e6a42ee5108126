import { expect, test } from '@jest/globals';
import { codesIn } from './log-code.ts';

test('finds a user’s codes in LocalStack’s log by any of the user’s names, oldest first', () => {
  const log = [
    '2026-08-02T10:00:00.1  INFO --- [et.reactor-0] l.s.cognito: Confirmation code for Cognito user ann@example.com: 125796',
    'Confirmation code for Cognito user bob@example.com: 999999',
    'Confirmation code for Cognito user 1f3c: 654321',
  ].join('\n');
  expect(codesIn(log, ['ann@example.com', '1f3c'])).toEqual(['125796', '654321']);
  expect(codesIn(log, ['ann'])).toEqual([]);
});
