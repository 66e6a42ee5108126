import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import type { IdentityKind } from '../state/iam-state.ts';
import { lastName } from '../state/iam-store.ts';
import { declareFor } from './declare-for.ts';
import { isPolicy } from './found-policy.ts';
import { checkIdentityPolicy, type IamDependencies } from './identities.ts';
import { KIND_NAMES } from './kind-names.ts';
import { page } from './paging.ts';
import { policyArnOf } from './policy-arn.ts';
import { checkAttachedQuota, checkInlineQuota } from './quotas.ts';

/** The policies of roles, users and groups: PutRolePolicy, PutUserPolicy, PutGroupPolicy and so on. */
export function identityPolicyOperations(
  kind: IdentityKind,
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store } = dependencies;
  const Kind = KIND_NAMES[kind];
  const { declare, member, owner } = declareFor(kind, dependencies);

  return {
    [`Put${Kind}Policy`]: declare(
      ['PolicyName', 'PolicyDocument'],
      (input) => {
        const identity = owner(input);
        const { PolicyName: policy = '', PolicyDocument: document = '' } = input;
        checkIdentityPolicy(document);
        checkInlineQuota(kind, identity, policy, document);
        store.commit.putInlinePolicy({ kind, owner: identity.name, policy, document });
        return {};
      },
      { changesRights: true },
    ),
    [`Get${Kind}Policy`]: declare(['PolicyName'], (input) => {
      const { name, inline } = owner(input);
      const document = inline.get(input.PolicyName ?? '');
      if (document === undefined) throw noInline(kind, input.PolicyName);
      return { [member]: name, PolicyName: input.PolicyName, PolicyDocument: encodeURIComponent(document) };
    }),
    [`List${Kind}Policies`]: declare(['Marker', 'MaxItems'], (input) => {
      const { entries, ...rest } = page([...owner(input).inline.keys()], (name) => name, input);
      return { PolicyNames: entries, ...rest };
    }),
    [`Delete${Kind}Policy`]: declare(
      ['PolicyName'],
      (input) => {
        const { name, inline } = owner(input);
        if (!inline.has(input.PolicyName ?? '')) throw noInline(kind, input.PolicyName);
        store.commit.removeInlinePolicy({ kind, owner: name, policy: input.PolicyName ?? '' });
        return {};
      },
      { changesRights: true },
    ),
    [`Attach${Kind}Policy`]: declare(
      ['PolicyArn'],
      (input) => {
        const identity = owner(input);
        const arn = policyArnOf(input.PolicyArn);
        if (!isPolicy(store, arn)) {
          throw new AwsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`);
        }
        checkAttachedQuota(kind, identity, arn);
        store.commit.attach({ kind, owner: identity.name, arn });
        return {};
      },
      { changesRights: true },
    ),
    [`Detach${Kind}Policy`]: declare(
      ['PolicyArn'],
      (input) => {
        const { name, attached } = owner(input);
        const arn = policyArnOf(input.PolicyArn);
        if (!attached.has(arn)) throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
        store.commit.detach({ kind, owner: name, arn });
        return {};
      },
      { changesRights: true },
    ),
    [`ListAttached${Kind}Policies`]: declare(['PathPrefix', 'Marker', 'MaxItems'], (input) => {
      const { PathPrefix = '/' } = input;
      const inPath = [...owner(input).attached].filter((arn) => pathOf(arn).startsWith(PathPrefix));
      const { entries, ...rest } = page(inPath, lastName, input);
      return {
        AttachedPolicies: entries.map((arn) => ({ PolicyName: lastName(arn), PolicyArn: arn })),
        ...rest,
      };
    }),
  };
}

function noInline(kind: IdentityKind, name = ''): AwsError {
  return new AwsError('NoSuchEntityException', `The ${kind} policy with name ${name} cannot be found.`);
}

/** The path in a policy's ARN: `/` or `/service-role/`. */
function pathOf(arn: string): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}
