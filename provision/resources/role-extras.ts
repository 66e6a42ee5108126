import {
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { iamArn } from '../reconcile/scope.ts';

export interface RoleExtrasProps {
  readonly roleName: string;
  /** The one inline policy that is declared. */
  readonly policyName: string;
}

/** Managed policies that somebody attached to a role of the stack: each widens what its function may do. */
export const attachedPolicies: Kind<RoleExtrasProps, readonly string[], undefined> = {
  type: 'undeclared managed policies of',
  part: true,
  unwanted: true,
  name: ({ roleName }) => roleName,
  identity: ({ roleName }) => [roleName],
  async observe({ roleName }, { clients }) {
    const list = async () => {
      const answer = await clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName }));
      return (answer.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => (PolicyArn ? [PolicyArn] : []));
    };
    return someOrNone(list);
  },
  wanted: () => ({}),
  found: (arns) => Object.fromEntries(arns.map((arn) => [arn, 'attached'])),
  predict: () => undefined,
  outputs: () => undefined,
  create: () => Promise.reject(new Error('Undeclared policies are never made.')),
  async remove(arns, { roleName }, { clients }) {
    for (const PolicyArn of arns) {
      await clients.iam
        .send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn }))
        .catch(unlessGone);
    }
  },
  permissions: ({ roleName }, scope) => [
    {
      actions: ['iam:ListAttachedRolePolicies', 'iam:DetachRolePolicy'],
      resources: [iamArn(scope, `role/${roleName}`)],
    },
  ],
};

/** Inline policies that somebody added to a role of the stack. */
export const inlinePolicies: Kind<RoleExtrasProps, readonly string[], undefined> = {
  ...attachedPolicies,
  type: 'undeclared inline policies of',
  async observe({ roleName, policyName }, { clients }) {
    const list = async () => {
      const answer = await clients.iam.send(new ListRolePoliciesCommand({ RoleName: roleName }));
      return (answer.PolicyNames ?? []).filter((name) => name !== policyName);
    };
    return someOrNone(list);
  },
  found: (names) => Object.fromEntries(names.map((name) => [name, 'inline'])),
  async remove(names, { roleName }, { clients }) {
    for (const PolicyName of names) {
      await clients.iam
        .send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName }))
        .catch(unlessGone);
    }
  },
  permissions: ({ roleName }, scope) => [
    {
      actions: ['iam:ListRolePolicies', 'iam:DeleteRolePolicy'],
      resources: [iamArn(scope, `role/${roleName}`)],
    },
  ],
};

async function someOrNone(list: () => Promise<string[]>): Promise<readonly string[] | undefined> {
  try {
    const names = await list();
    return names.length > 0 ? names : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
