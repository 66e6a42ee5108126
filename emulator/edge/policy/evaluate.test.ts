import { expect, test } from '@jest/globals';
import { parsePolicy } from './document.ts';
import { evaluate, type PolicyRequest } from './evaluate.ts';
import { matches, parseTemplate } from './pattern.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';
const request: PolicyRequest = { action: 'dynamodb:GetItem', resource: TABLE };

const decide = (statements: object[], asked: Partial<PolicyRequest> = {}) =>
  evaluate(parsePolicy({ Version: '2012-10-17', Statement: statements }), { ...request, ...asked });

const allow = (more: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });

test.each<[string, object[], string]>([
  ['denies what no statement is about', [allow({ Action: 'dynamodb:PutItem' })], 'implicit-deny'],
  ['matches an action in any case', [allow({ Action: 'DynamoDB:getitem' })], 'allowed'],
  ['matches one of several actions', [allow({ Action: ['dynamodb:PutItem', 'dynamodb:Get*'] })], 'allowed'],
  ['matches one character by a question mark', [allow({ Action: 'dynamodb:GetIte?' })], 'allowed'],
  [
    'leaves out what NotAction names',
    [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }],
    'implicit-deny',
  ],
  [
    'takes in what NotAction does not name',
    [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    'allowed',
  ],
  [
    'matches a wildcard across the parts of an ARN',
    [allow({ Resource: 'arn:aws:dynamodb:*/user' })],
    'allowed',
  ],
  [
    'matches resources in their own case only',
    [allow({ Resource: TABLE.replace('user', 'USER') })],
    'implicit-deny',
  ],
  [
    'leaves out what NotResource names',
    [{ Effect: 'Allow', Action: '*', NotResource: TABLE }],
    'implicit-deny',
  ],
  ['denies whatever the order of statements', [allow({}), deny({ Resource: TABLE })], 'explicit-deny'],
  ['reads every statement', [allow({ Action: 's3:*' }), allow({})], 'allowed'],
  ['ignores a deny about something else', [allow({}), deny({ Resource: `${TABLE}-2` })], 'allowed'],
])('%s', (_name, statements, decision) => {
  expect(decide(statements)).toBe(decision);
});

test.each<[string, object, Record<string, string | string[]>, boolean]>([
  ['StringEquals', { StringEquals: { 'aws:x': ['a', 'b'] } }, { 'aws:x': 'b' }, true],
  ['a key in any case', { StringEquals: { 'AWS:X': 'b' } }, { 'aws:x': 'b' }, true],
  ['an absent key fails', { StringEquals: { 'aws:x': 'b' } }, {}, false],
  ['an absent key with IfExists', { StringEqualsIfExists: { 'aws:x': 'b' } }, {}, true],
  ['an absent key and a negated operator', { StringNotEquals: { 'aws:x': 'b' } }, {}, true],
  [
    'StringNotEquals of one of several',
    { StringNotEquals: { 'aws:x': ['a', 'b'] } },
    { 'aws:x': 'b' },
    false,
  ],
  ['StringLike', { StringLike: { 'aws:x': 'a*c' } }, { 'aws:x': 'abbc' }, true],
  [
    'two operators are both needed',
    { StringEquals: { a: '1' }, Bool: { b: 'true' } },
    { a: '1', b: 'false' },
    false,
  ],
  ['NumericLessThanEquals', { NumericLessThanEquals: { n: '10' } }, { n: '10' }, true],
  ['a number that is none', { NumericLessThan: { n: '10' } }, { n: 'few' }, false],
  [
    'DateGreaterThan',
    { DateGreaterThan: { t: '2026-01-01T00:00:00Z' } },
    { t: '2026-06-01T00:00:00Z' },
    true,
  ],
  [
    'IpAddress in a range',
    { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    { 'aws:SourceIp': '10.1.2.3' },
    true,
  ],
  ['NotIpAddress', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '10.1.2.3' }, false],
  [
    'ArnLike by parts',
    { ArnLike: { s: 'arn:aws:execute-api:*:*:abc/*' } },
    { s: 'arn:aws:execute-api:r:1:abc/dev/GET/' },
    true,
  ],
  ['Null true', { Null: { 'aws:x': 'true' } }, {}, true],
  ['Null false', { Null: { 'aws:x': 'false' } }, {}, false],
  ['ForAnyValue', { 'ForAnyValue:StringEquals': { k: 'b' } }, { k: ['a', 'b'] }, true],
  ['ForAllValues', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, false],
  ['ForAllValues of nothing', { 'ForAllValues:StringEquals': { k: 'a' } }, {}, true],
  ['a variable', { StringEquals: { x: '${aws:username}' } }, { x: 'ada', 'aws:username': 'ada' }, true],
  ['a variable that is not there', { StringEquals: { x: '${aws:username}' } }, { x: '' }, false],
  ['an operator that there is not', { StringSounds: { x: 'a' } }, { x: 'a' }, false],
])('evaluates a condition: %s', (_name, Condition, context, holds) => {
  expect(decide([allow({ Condition })], { context })).toBe(holds ? 'allowed' : 'implicit-deny');
});

test.each<[string, object, Record<string, string[]>, boolean]>([
  ['a service', { Service: 'lambda.amazonaws.com' }, { Service: ['lambda.amazonaws.com'] }, true],
  ['another service', { Service: 'lambda.amazonaws.com' }, { Service: ['cognito-idp.amazonaws.com'] }, false],
  ['everybody', { AWS: '*' }, { AWS: ['arn:aws:iam::1:user/x'] }, true],
  ['one of an identity’s names', { AWS: '000000000000' }, { AWS: ['arn:x', '000000000000'] }, true],
])('matches a principal: %s', (_name, Principal, principal, matches) => {
  expect(decide([allow({ Principal })], { principal })).toBe(matches ? 'allowed' : 'implicit-deny');
});

test.each([
  ['', 'The policy is not JSON.'],
  ['[]', 'The policy is not a JSON object.'],
  ['{"Statement":[]}', 'The policy has no statement.'],
  ['{"Statement":{"Effect":"allow","Action":"*"}}', 'A statement has no effect of Allow or Deny.'],
  ['{"Statement":{"Effect":"Allow"}}', 'A statement needs either Action or NotAction.'],
  [
    '{"Statement":{"Effect":"Allow","Action":"*","Ressource":"*"}}',
    'A statement has the unknown element "Ressource".',
  ],
])('rejects an invalid document: %s', (document, message) => {
  expect(() => parsePolicy(document)).toThrow(message);
});

test('matches every pattern in bounded time', () => {
  expect(matches(parseTemplate(`${'*a'.repeat(500)}b`, true), 'a'.repeat(5000))).toBe(false);
});
