import { expect, test } from '@jest/globals';
import type { Verdict } from '../../edge/policy/decide.ts';
import { accessDenied } from './access-denied.ts';

const principal = {
  kind: 'user',
  accountId: '123456789012',
  arn: 'arn:aws:iam::123456789012:user/John',
  userId: 'AIDA',
} as const;

test.each<[Verdict, string]>([
  [
    { decision: 'implicit-deny', by: 'identity-based policy' },
    'because no identity-based policy allows the s3:GetObject action',
  ],
  [
    { decision: 'implicit-deny', by: 'permissions boundary' },
    'because no permissions boundary allows the s3:GetObject action',
  ],
  [
    { decision: 'implicit-deny', by: 'session policy' },
    'because no session policy allows the s3:GetObject action',
  ],
  [
    { decision: 'explicit-deny', by: 'identity-based policy' },
    'with an explicit deny in an identity-based policy',
  ],
  [
    { decision: 'explicit-deny', by: 'resource-based policy' },
    'with an explicit deny in a resource-based policy',
  ],
  [
    { decision: 'explicit-deny', by: 'permissions boundary' },
    'with an explicit deny in a permissions boundary',
  ],
  [{ decision: 'explicit-deny', by: 'session policy' }, 'with an explicit deny in a session policy'],
])('gives the reason of a denial in the user guide’s words: %j', (verdict, reason) => {
  const resource = 'arn:aws:s3:::bucket/key';
  expect(accessDenied({ principal, action: 's3:GetObject', resource }, verdict)).toMatchObject({
    code: 'AccessDeniedException',
    message: `User: ${principal.arn} is not authorized to perform: s3:GetObject on resource: ${resource} ${reason}`,
  });
});

const OWN = 'arn:aws:iam::123456789012';

test.each([
  ['iam:GetRole', `${OWN}:role/team/app`, 'role app'],
  ['iam:AttachRolePolicy', `${OWN}:role/app`, 'role app'],
  ['iam:CreateAccessKey', `${OWN}:user/bob`, 'user bob'],
  ['iam:CreateRole', `${OWN}:role/team/app`, `${OWN}:role/team/app`],
  ['iam:CreateUser', `${OWN}:user/bob`, `${OWN}:user/bob`],
  ['iam:TagRole', `${OWN}:role/app`, `${OWN}:role/app`],
  ['iam:PassRole', `${OWN}:role/app`, `${OWN}:role/app`],
  ['iam:SimulatePrincipalPolicy', `${OWN}:role/app`, `${OWN}:role/app`],
  ['iam:CreatePolicy', `${OWN}:policy/mine`, 'policy mine'],
  [
    'iam:GetPolicy',
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
    'policy arn:aws:iam::aws:policy/ReadOnlyAccess',
  ],
  ['iam:ListRoles', '*', `${OWN}:role/`],
  ['iam:ListUsers', '*', `${OWN}:user/`],
  ['iam:ListPolicies', '*', 'policy path /'],
  ['iam:GetAccountSummary', '*', '*'],
  ['lambda:InvokeFunction', '*', '*'],
])('words a denial of %s on %s as one about %s', (action, resource, shown) => {
  const { message } = accessDenied(
    { principal, action, resource },
    { decision: 'implicit-deny', by: 'identity-based policy' },
  );
  expect(message).toBe(
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${shown} because no identity-based policy allows the ${action} action`,
  );
});
