import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import { awsManaged } from '../state/aws-managed.ts';
import type { IdentityKind } from '../state/iam-store.ts';
import { checkDocument, type IamDependencies, iamArn, identityNamed, tagList } from './identities.ts';
import { page } from './paging.ts';

/** The inputs of these calls, of which each has some. */
interface Input {
  RoleName?: string;
  UserName?: string;
  PolicyName?: string;
  PolicyDocument?: string;
  PolicyArn?: string;
  Tags?: { Key?: string; Value?: string }[];
  TagKeys?: string[];
  Marker?: string;
  MaxItems?: number;
}

/** The policies and tags of roles and of users, which have the same calls under two names: PutRolePolicy, PutUserPolicy and so on. */
export function identityPolicyOperations(
  kind: IdentityKind,
  { store, accountId }: IamDependencies,
): Record<string, Operation<object, object>> {
  const Kind = kind === 'role' ? 'Role' : 'User';
  const member = `${Kind}Name` as const;
  const owner = (input: Input) => identityNamed(store, kind, input[member] ?? '');
  const resource = (input: Input) =>
    (kind === 'role' ? store.state.roles : store.state.users).get(input[member] ?? '')?.arn ??
    iamArn(accountId, kind, input[member]);
  const declare = (more: readonly (keyof Input)[], run: (input: Input) => object) =>
    operation<Input, object>({
      honours: Object.fromEntries([member, ...more].map((name) => [name, true])),
      resource,
      run,
    });

  return {
    [`Put${Kind}Policy`]: declare(['PolicyName', 'PolicyDocument'], (input) => {
      const { name } = owner(input);
      checkDocument(input.PolicyDocument ?? '', 'identity');
      const policy = { policy: input.PolicyName ?? '', document: input.PolicyDocument ?? '' };
      store.commit.putInlinePolicy({ kind, owner: name, ...policy });
      return {};
    }),
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
    [`Delete${Kind}Policy`]: declare(['PolicyName'], (input) => {
      const { name, inline } = owner(input);
      if (!inline.has(input.PolicyName ?? '')) throw noInline(kind, input.PolicyName);
      store.commit.removeInlinePolicy({ kind, owner: name, policy: input.PolicyName ?? '' });
      return {};
    }),
    [`Attach${Kind}Policy`]: declare(['PolicyArn'], (input) => {
      const { name } = owner(input);
      const arn = input.PolicyArn ?? '';
      if (!store.state.policies.has(arn) && !awsManaged.has(arn)) throw noManaged(arn);
      store.commit.attach({ kind, owner: name, arn });
      return {};
    }),
    [`Detach${Kind}Policy`]: declare(['PolicyArn'], (input) => {
      const { name, attached } = owner(input);
      const arn = input.PolicyArn ?? '';
      if (!attached.has(arn)) throw noManaged(arn);
      store.commit.detach({ kind, owner: name, arn });
      return {};
    }),
    [`ListAttached${Kind}Policies`]: declare(['Marker', 'MaxItems'], (input) => {
      const { entries, ...rest } = page([...owner(input).attached], (arn) => arn, input);
      const AttachedPolicies = entries.map((arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
        PolicyArn: arn,
      }));
      return { AttachedPolicies, ...rest };
    }),
    [`Tag${Kind}`]: declare(['Tags'], (input) => {
      const tags = (input.Tags ?? []).map(({ Key = '', Value = '' }): [string, string] => [Key, Value]);
      store.commit.tag({ kind, owner: owner(input).name, tags });
      return {};
    }),
    [`Untag${Kind}`]: declare(['TagKeys'], (input) => {
      store.commit.untag({ kind, owner: owner(input).name, keys: input.TagKeys ?? [] });
      return {};
    }),
    [`List${Kind}Tags`]: declare(['Marker', 'MaxItems'], (input) => {
      const { entries, ...rest } = page(tagList(owner(input).tags), ({ Key = '' }) => Key, input);
      return { Tags: entries, ...rest };
    }),
  };
}

function noInline(kind: IdentityKind, name = ''): AwsError {
  return new AwsError('NoSuchEntityException', `The ${kind} policy with name ${name} cannot be found.`);
}

function noManaged(arn: string): AwsError {
  return new AwsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`);
}
