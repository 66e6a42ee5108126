import { allow, type Documented, deny } from './documented-case.ts';

const ACCOUNT = '123456789012';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/Bob`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/session`;

const bob = { principal: { AWS: [BOB, ROOT] } };
const session = { principal: { AWS: [SESSION, ROLE, ROOT] } };
const lambda = { principal: { Service: ['lambda.amazonaws.com'] } };

export const principals: Documented = {
  page: 'AWS JSON policy elements: Principal',
  cases: [
    ['an account by its number', [allow({ Principal: { AWS: ACCOUNT } })], bob, 'allowed'],
    [
      'an account by its root’s ARN, which means all in it',
      [allow({ Principal: { AWS: ROOT } })],
      bob,
      'allowed',
    ],
    ['another account', [allow({ Principal: { AWS: '555555555555' } })], bob, 'implicit-deny'],
    ['one of two accounts', [allow({ Principal: { AWS: ['555555555555', ACCOUNT] } })], bob, 'allowed'],
    ['a user', [allow({ Principal: { AWS: BOB } })], bob, 'allowed'],
    [
      'a user’s name in another case',
      [allow({ Principal: { AWS: BOB.replace('Bob', 'bob') } })],
      bob,
      'implicit-deny',
    ],
    [
      'no wildcard for part of a name',
      [allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/*` } })],
      bob,
      'implicit-deny',
    ],
    ['a role means its sessions', [allow({ Principal: { AWS: ROLE } })], session, 'allowed'],
    ['one session', [allow({ Principal: { AWS: SESSION } })], session, 'allowed'],
    ['another session', [allow({ Principal: { AWS: `${SESSION}-2` } })], session, 'implicit-deny'],
    ['everybody', [allow({ Principal: '*' })], bob, 'allowed'],
    ['everybody, the longer way', [allow({ Principal: { AWS: '*' } })], session, 'allowed'],
    ['a service', [allow({ Principal: { Service: 'lambda.amazonaws.com' } })], lambda, 'allowed'],
    [
      'one of several services',
      [allow({ Principal: { Service: ['ecs.amazonaws.com', 'lambda.amazonaws.com'] } })],
      lambda,
      'allowed',
    ],
    ['another service', [allow({ Principal: { Service: 'ecs.amazonaws.com' } })], lambda, 'implicit-deny'],
    ['a service is no account', [allow({ Principal: { AWS: ACCOUNT } })], lambda, 'implicit-deny'],
    [
      'a user is no service',
      [allow({ Principal: { Service: 'lambda.amazonaws.com' } })],
      bob,
      'implicit-deny',
    ],
    [
      'a deny to a user wins over everybody',
      [allow({ Principal: '*' }), deny({ Principal: { AWS: BOB } })],
      bob,
      'explicit-deny',
    ],
    [
      'a deny to another user',
      [allow({ Principal: '*' }), deny({ Principal: { AWS: ROLE } })],
      bob,
      'allowed',
    ],
    [
      'everybody, by a condition on who',
      [allow({ Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } })],
      { ...session, context: { 'aws:PrincipalArn': ROLE } },
      'allowed',
    ],
    [
      'a service for one source',
      [
        allow({
          Principal: { Service: 'lambda.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        }),
      ],
      { ...lambda, context: { 'aws:SourceAccount': '999999999999' } },
      'implicit-deny',
    ],
  ],
};

export const notPrincipals: Documented = {
  page: 'AWS JSON policy elements: NotPrincipal',
  cases: [
    [
      'Deny to all but a user, with the account named too',
      [allow({ Principal: '*' }), deny({ NotPrincipal: { AWS: [BOB, ROOT] } })],
      bob,
      'allowed',
    ],
    [
      'Deny with the account left out (the guide says "might")',
      [allow({ Principal: '*' }), deny({ NotPrincipal: { AWS: BOB } })],
      bob,
      'explicit-deny',
    ],
    [
      'Deny to others',
      [allow({ Principal: '*' }), deny({ NotPrincipal: { AWS: [BOB, ROOT] } })],
      session,
      'explicit-deny',
    ],
    [
      'Deny to all but a session, with role and account',
      [allow({ Principal: '*' }), deny({ NotPrincipal: { AWS: [SESSION, ROLE, ROOT] } })],
      session,
      'allowed',
    ],
    [
      'Deny with the role left out (the guide says "might")',
      [allow({ Principal: '*' }), deny({ NotPrincipal: { AWS: [SESSION, ROOT] } })],
      session,
      'explicit-deny',
    ],
    [
      'Deny to all but a service',
      [allow({ Principal: '*' }), deny({ NotPrincipal: { Service: 'lambda.amazonaws.com' } })],
      lambda,
      'allowed',
    ],
    ['Allow to all but a user: the user', [allow({ NotPrincipal: { AWS: BOB } })], bob, 'implicit-deny'],
    ['Allow to all but a user: others', [allow({ NotPrincipal: { AWS: BOB } })], session, 'allowed'],
  ],
};
