import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { parseDocument, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { iamArn } from '../reconcile/scope.ts';

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface RolePolicyProps {
  readonly roleName: string;
  readonly policyName: string;
  readonly statements: readonly Statement[];
}

/** What a role allows: one inline policy, which lives and goes with the role. */
export const rolePolicy: Kind<RolePolicyProps, { document: Value }, { policyName: string }> = {
  type: 'role policy',
  part: true,
  name: ({ roleName, policyName }) => `${roleName}/${policyName}`,
  identity: ({ roleName }) => [roleName],
  async observe({ roleName, policyName }, { clients }) {
    try {
      const answer = await clients.iam.send(
        new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }),
      );
      return { document: parseDocument(answer.PolicyDocument && decodeURIComponent(answer.PolicyDocument)) };
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: (props) => ({ document: documentOf(props) }),
  found: ({ document }) => ({ document }),
  predict: ({ policyName }) => ({ policyName }),
  outputs: (_state, { policyName }) => ({ policyName }),
  async create(props, run) {
    await run.clients.iam.send(
      new PutRolePolicyCommand({
        RoleName: props.roleName,
        PolicyName: props.policyName,
        PolicyDocument: JSON.stringify(documentOf(props)),
      }),
    );
    return { document: documentOf(props) };
  },
  async update(props, _state, _changed, run) {
    await rolePolicy.create(props, run);
  },
  async remove(_state, { roleName, policyName }, { clients }) {
    await clients.iam
      .send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }))
      .catch(unlessGone);
  },
  permissions: ({ roleName }, scope) => [
    { actions: ['iam:GetRolePolicy', 'iam:PutRolePolicy'], resources: [iamArn(scope, `role/${roleName}`)] },
  ],
};

function documentOf({ statements }: RolePolicyProps): Value {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ Effect, Action, Resource, Condition }) => ({
      Effect,
      Action,
      Resource,
      ...(Condition ? { Condition } : {}),
    })),
  };
}
