import { expect, test } from '@jest/globals';
import { models } from '../models/models.ts';
import { brokenConstraints } from './constraints.ts';

const cognito = models['cognito-idp'];

test('accepts an input within its limits', () => {
  const input = { ClientId: 'abc123', Username: 'someone', Password: 'long-enough' };
  expect(brokenConstraints(cognito, 'SignUpRequest', input)).toBeUndefined();
});

test('names each broken limit in AWS’s words, without a secret’s value', () => {
  const input = {
    ClientId: 'no spaces allowed',
    Username: 'u'.repeat(129),
    UserAttributes: [{ Name: 'x'.repeat(33), Value: 'v' }],
  };
  expect(brokenConstraints(cognito, 'SignUpRequest', input)).toBe(
    '3 validation errors detected: ' +
      "Value at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+; " +
      "Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128; " +
      "Value 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' at 'userAttributes.1.member.name' failed to satisfy constraint: " +
      'Member must have length less than or equal to 32',
  );
});

test('names a missing member, a number out of range and a value outside an enumeration', () => {
  expect(brokenConstraints(cognito, 'ListUserPoolsRequest', {})).toBe(
    "1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null",
  );
  expect(brokenConstraints(cognito, 'ListUserPoolsRequest', { MaxResults: 61 })).toBe(
    "1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
  );
  expect(
    brokenConstraints(cognito, 'CreateUserPoolRequest', { PoolName: 'p', MfaConfiguration: 'MAYBE' }),
  ).toBe(
    "1 validation error detected: Value 'MAYBE' at 'mfaConfiguration' failed to satisfy constraint: " +
      'Member must satisfy enum value set: [OFF, ON, OPTIONAL]',
  );
});
