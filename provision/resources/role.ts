import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type Role,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { parseDocument, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import { iamArn, stackTags } from '../reconcile/scope.ts';
import { tagList, tagsOf } from './tag-list.ts';

export interface RoleProps {
  readonly name: string;
  /** The service that may assume the role: `lambda.amazonaws.com`. */
  readonly service: string;
}

/** An IAM role that one service may assume. Its permissions are their own resource (role-policy.ts). */
export const role: Kind<RoleProps, Role, { name: string; arn: string }> = {
  type: 'role',
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, { clients }) {
    try {
      return (await clients.iam.send(new GetRoleCommand({ RoleName: name }))).Role;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ service }) => ({ trust: trustOf(service) }),
  // IAM returns documents URL-encoded (RFC 3986), as its API reference says of AssumeRolePolicyDocument.
  found: ({ AssumeRolePolicyDocument: document }) => ({
    trust: parseDocument(document && decodeURIComponent(document)),
  }),
  tags: ({ Tags }) => tagsOf(Tags),
  predict: ({ name }, { scope }) => ({ name, arn: iamArn(scope, `role/${name}`) }),
  outputs: ({ Arn }, { name }, { scope }) => ({ name, arn: Arn ?? iamArn(scope, `role/${name}`) }),
  async create({ name, service }, { clients, scope }) {
    const answer = await clients.iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify(trustOf(service)),
        Tags: tagList(stackTags(scope)),
      }),
    );
    if (!answer.Role) throw new Error(`CreateRole answered no role for ${name}.`);
    return answer.Role;
  },
  async update({ name, service }, _state, changed, { clients, scope }) {
    if (changed.has('tags')) {
      await clients.iam.send(new TagRoleCommand({ RoleName: name, Tags: tagList(stackTags(scope)) }));
    }
    if (changed.has('trust')) {
      const PolicyDocument = JSON.stringify(trustOf(service));
      await clients.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument }));
    }
  },
  async remove(_state, { name }, { clients }) {
    // A role with policies cannot be deleted: DeleteConflict (IAM API reference, DeleteRole).
    try {
      const attached = await clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
      for (const { PolicyArn } of attached.AttachedPolicies ?? []) {
        await clients.iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn })).catch(unlessGone);
      }
      const inline = await clients.iam.send(new ListRolePoliciesCommand({ RoleName: name }));
      for (const PolicyName of inline.PolicyNames ?? []) {
        await clients.iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName })).catch(unlessGone);
      }
      await clients.iam.send(new DeleteRoleCommand({ RoleName: name }));
    } catch (error) {
      unlessGone(error);
    }
  },
  permissions: ({ name }, scope) => [
    {
      actions: [
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:GetRole',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:TagRole',
        'iam:UpdateAssumeRolePolicy',
      ],
      resources: [iamArn(scope, `role/${name}`)],
    },
  ],
};

function trustOf(service: string): Value {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}
