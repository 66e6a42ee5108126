import { expect, test } from '@jest/globals';
import { decide, type Grounds, type Verdict } from './decide.ts';
import { parsePolicy } from './document.ts';

const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/session`;
const caller = { arn: SESSION, roleArn: ROLE, accountId: ACCOUNT };

const policy = (...statements: object[]) => parsePolicy({ Version: '2012-10-17', Statement: statements });
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more });
const deny = (more: object = {}) => ({ ...allow(more), Effect: 'Deny' });
const to = (AWS: string | string[]) => ({ Principal: { AWS } });
const other = policy(allow({ Action: 'sqs:*' }));

const IDENTITY = 'identity-based policy';
const RESOURCE = 'resource-based policy';
const BOUNDARY = 'permissions boundary';
const SESSION_POLICY = 'session policy';

test.each<[string, Partial<Grounds>, Verdict['decision'], Verdict['by']]>([
  ['no policy says anything', {}, 'implicit-deny', IDENTITY],
  ['the identity alone', { identity: policy(allow()) }, 'allowed', IDENTITY],
  [
    'the identity, and a boundary that allows it',
    { identity: policy(allow()), boundary: policy(allow()) },
    'allowed',
    IDENTITY,
  ],
  [
    'the identity, and a boundary that does not',
    { identity: policy(allow()), boundary: other },
    'implicit-deny',
    BOUNDARY,
  ],
  ['a boundary grants nothing', { boundary: policy(allow()) }, 'implicit-deny', IDENTITY],
  [
    'a boundary denies',
    { identity: policy(allow()), boundary: policy(allow({ Action: '*' }), deny()) },
    'explicit-deny',
    BOUNDARY,
  ],
  [
    'the identity, and a session policy that does not',
    { identity: policy(allow()), session: other },
    'implicit-deny',
    SESSION_POLICY,
  ],
  ['a session policy grants nothing', { session: policy(allow()) }, 'implicit-deny', IDENTITY],
  [
    'a session policy denies',
    { identity: policy(allow()), session: policy(deny()) },
    'explicit-deny',
    SESSION_POLICY,
  ],
  [
    'the boundary comes before the session',
    { identity: policy(allow()), boundary: other, session: other },
    'implicit-deny',
    BOUNDARY,
  ],
  ['the resource names the session', { resource: policy(allow(to(SESSION))) }, 'allowed', RESOURCE],
  ['the resource names everybody', { resource: policy(allow(to('*'))) }, 'allowed', RESOURCE],
  [
    'the resource names the session, whatever the boundary',
    { resource: policy(allow(to(SESSION))), boundary: other },
    'allowed',
    RESOURCE,
  ],
  ['the resource names the role', { resource: policy(allow(to(ROLE))) }, 'allowed', IDENTITY],
  [
    'the resource names the role, but the boundary does not allow it',
    { resource: policy(allow(to(ROLE))), boundary: other },
    'implicit-deny',
    BOUNDARY,
  ],
  [
    'the resource names the role, but the session does not allow it',
    { resource: policy(allow(to(ROLE))), session: other },
    'implicit-deny',
    SESSION_POLICY,
  ],
  [
    'the resource names the account, which leaves it to the identity',
    { resource: policy(allow(to(ACCOUNT))) },
    'implicit-deny',
    IDENTITY,
  ],
  [
    'the resource names the account, and the identity allows it',
    { resource: policy(allow(to(ACCOUNT))), identity: policy(allow()) },
    'allowed',
    IDENTITY,
  ],
  [
    'the resource names somebody else, and the identity allows it',
    { resource: policy(allow(to(`${ROLE}2`))), identity: policy(allow()) },
    'allowed',
    IDENTITY,
  ],
  [
    'the resource denies the role',
    { resource: policy(deny(to(ROLE))), identity: policy(allow()) },
    'explicit-deny',
    RESOURCE,
  ],
  [
    'the resource denies the account',
    { resource: policy(deny(to(ACCOUNT))), identity: policy(allow()) },
    'explicit-deny',
    RESOURCE,
  ],
  [
    'the identity denies what the resource allows',
    { resource: policy(allow(to(SESSION))), identity: policy(deny()) },
    'explicit-deny',
    IDENTITY,
  ],
])('decides: %s', (_name, grounds, decision, by) => {
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
  expect(decide({ identity: [], ...grounds }, request, caller)).toEqual({ decision, by });
});
