import type {
  CreatePolicyCommandInput,
  DeletePolicyCommandInput,
  GetPolicyCommandInput,
  ListPoliciesCommandInput,
  ListPolicyTagsCommandInput,
  Policy,
  TagPolicyCommandInput,
  UntagPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { awsManaged } from '../state/aws-managed.ts';
import type { ManagedPolicy } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';
import { foundPolicy, ownPolicy } from './found-policy.ts';
import { authorizeTags, checkIdentityPolicy, type IamDependencies, iamArn, uniqueId } from './identities.ts';
import { page } from './paging.ts';
import { checkManagedQuota } from './quotas.ts';
import { tagged, tagList, untagged } from './tag-rules.ts';

/** CreatePolicy, GetPolicy, ListPolicies, DeletePolicy and the tags of policies. */
export function managedPolicyOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const resource = ({ PolicyArn }: { PolicyArn?: string | undefined }) => PolicyArn ?? '*';

  return {
    CreatePolicy: operation<CreatePolicyCommandInput, object>({
      honours: { PolicyName: true, Path: true, PolicyDocument: true, Description: true, Tags: true },
      resource: ({ PolicyName, Path = '/' }) => iamArn(accountId, 'policy', PolicyName, Path),
      run({ PolicyName = '', Path = '/', PolicyDocument = '', Description, Tags }, call) {
        const arn = iamArn(accountId, 'policy', PolicyName, Path);
        authorizeTags(call, 'iam:TagPolicy', arn, Tags);
        checkIdentityPolicy(PolicyDocument);
        checkManagedQuota(PolicyDocument);
        const taken = [...store.state.policies.values()].some(
          ({ name }) => name.toLowerCase() === PolicyName.toLowerCase(),
        );
        if (taken) {
          throw new AwsError(
            'EntityAlreadyExistsException',
            `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
          );
        }
        const createDate = now();
        const policy: ManagedPolicy = {
          name: PolicyName,
          path: Path,
          id: uniqueId(random, 'ANPA'),
          arn,
          description: Description,
          createDate,
          updateDate: createDate,
          tags: tagged(new Map(), Tags, 'sensitive'),
          defaultVersion: 'v1',
          lastVersion: 1,
          versions: new Map([['v1', { document: PolicyDocument, createDate }]]),
        };
        store.commit.putPolicy(policy);
        return {
          Policy: {
            ...policyType(store, policy),
            ...(policy.tags.size > 0 && { Tags: tagList(policy.tags) }),
          },
        };
      },
    }),
    GetPolicy: operation<GetPolicyCommandInput, object>({
      honours: { PolicyArn: true },
      resource,
      run({ PolicyArn }) {
        const policy = foundPolicy(store, PolicyArn);
        const { description: Description, tags } = policy;
        return { Policy: { ...policyType(store, policy), Description, Tags: tagList(tags) } };
      },
    }),
    ListPolicies: operation<ListPoliciesCommandInput, object>({
      honours: {
        Scope: ['All', 'Local', 'AWS'],
        OnlyAttached: true,
        PolicyUsageFilter: ['PermissionsPolicy', 'PermissionsBoundary'],
        PathPrefix: true,
        Marker: true,
        MaxItems: true,
      },
      run(input) {
        const { Scope = 'All', PathPrefix = '/', OnlyAttached = false, PolicyUsageFilter } = input;
        const local = Scope === 'AWS' ? [] : [...store.state.policies.values()];
        const provided =
          Scope === 'Local' ? [] : [...awsManaged.keys()].map((arn) => foundPolicy(store, arn));
        const all = [...local, ...provided].filter(({ arn, path }) => {
          const { permissions, boundaries } = usesOf(store, arn);
          if (!path.startsWith(PathPrefix) || (OnlyAttached && permissions + boundaries === 0)) return false;
          if (PolicyUsageFilter === 'PermissionsPolicy') return permissions > 0 || boundaries === 0;
          return PolicyUsageFilter === undefined || boundaries > 0;
        });
        const { entries, ...rest } = page(all, ({ arn }) => arn, input);
        return { Policies: entries.map((policy) => policyType(store, policy)), ...rest };
      },
    }),
    DeletePolicy: operation<DeletePolicyCommandInput, object>({
      honours: { PolicyArn: true },
      resource,
      run({ PolicyArn }) {
        const { arn, versions } = ownPolicy(store, PolicyArn);
        const { permissions, boundaries } = usesOf(store, arn);
        if (permissions + boundaries > 0) {
          throw new AwsError('DeleteConflictException', 'Cannot delete a policy attached to entities.');
        }
        if (versions.size > 1) {
          throw new AwsError(
            'DeleteConflictException',
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
          );
        }
        store.commit.removePolicy({ arn });
        return {};
      },
    }),
    TagPolicy: operation<TagPolicyCommandInput, object>({
      honours: { PolicyArn: true, Tags: true },
      resource,
      run({ PolicyArn, Tags }) {
        const policy = ownPolicy(store, PolicyArn);
        store.commit.putPolicy({ ...policy, tags: tagged(policy.tags, Tags, 'sensitive') });
        return {};
      },
    }),
    UntagPolicy: operation<UntagPolicyCommandInput, object>({
      honours: { PolicyArn: true, TagKeys: true },
      resource,
      run({ PolicyArn, TagKeys }) {
        const policy = ownPolicy(store, PolicyArn);
        store.commit.putPolicy({ ...policy, tags: untagged(policy.tags, TagKeys, 'sensitive') });
        return {};
      },
    }),
    ListPolicyTags: operation<ListPolicyTagsCommandInput, object>({
      honours: { PolicyArn: true, Marker: true, MaxItems: true },
      resource,
      run(input) {
        const { tags } = foundPolicy(store, input.PolicyArn);
        const { entries, ...rest } = page(tagList(tags), ({ Key = '' }) => Key, input);
        return { Tags: entries, ...rest };
      },
    }),
  };
}

/** How many roles, users and groups a policy is attached to, and how many it limits. */
function usesOf({ state }: IamStore, arn: string): { permissions: number; boundaries: number } {
  const identities = [...state.roles.values(), ...state.users.values(), ...state.groups.values()];
  return {
    permissions: identities.filter(({ attached }) => attached.has(arn)).length,
    boundaries: identities.filter(({ boundary }) => boundary === arn).length,
  };
}

/** A policy as lists show it: without description and tags. */
function policyType(store: IamStore, policy: ManagedPolicy): Policy {
  const { permissions, boundaries } = usesOf(store, policy.arn);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: permissions,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
  };
}
