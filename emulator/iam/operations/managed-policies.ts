import type {
  CreatePolicyCommandInput,
  CreatePolicyVersionCommandInput,
  DeletePolicyCommandInput,
  DeletePolicyVersionCommandInput,
  GetPolicyCommandInput,
  GetPolicyVersionCommandInput,
  ListPoliciesCommandInput,
  ListPolicyVersionsCommandInput,
  Policy,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import { awsManaged } from '../state/aws-managed.ts';
import type { IamStore, ManagedPolicy } from '../state/iam-store.ts';
import { checkDocument, type IamDependencies, iamArn, tagList, tagMap, uniqueId } from './identities.ts';
import { page } from './paging.ts';

/** Versions a policy may have at once (IAM user guide, "Versioning IAM policies"). */
const MAX_VERSIONS = 5;

/** CreatePolicy, GetPolicy, ListPolicies, DeletePolicy and the versions of policies. */
export function managedPolicyOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const resource = ({ PolicyArn }: { PolicyArn?: string | undefined }) => PolicyArn ?? '*';
  const find = (arn = ''): ManagedPolicy => {
    const policy = store.state.policies.get(arn) ?? managedByAws(arn);
    if (!policy) throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
    return policy;
  };

  return {
    CreatePolicy: operation<CreatePolicyCommandInput, object>({
      honours: { PolicyName: true, Path: true, PolicyDocument: true, Description: true, Tags: true },
      resource: ({ PolicyName, Path = '/' }) => iamArn(accountId, 'policy', PolicyName, Path),
      run({ PolicyName = '', Path = '/', PolicyDocument = '', Description, Tags }) {
        checkDocument(PolicyDocument, 'identity');
        const arn = iamArn(accountId, 'policy', PolicyName, Path);
        if (store.state.policies.has(arn)) {
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
          tags: tagMap(Tags),
          defaultVersion: 'v1',
          lastVersion: 1,
          versions: new Map([['v1', { document: PolicyDocument, createDate }]]),
        };
        store.commit.putPolicy(policy);
        return { Policy: policyType(store, policy) };
      },
    }),
    GetPolicy: operation<GetPolicyCommandInput, object>({
      honours: { PolicyArn: true },
      resource,
      run: ({ PolicyArn }) => ({ Policy: policyType(store, find(PolicyArn)) }),
    }),
    ListPolicies: operation<ListPoliciesCommandInput, object>({
      honours: { Scope: ['All', 'Local', 'AWS'], PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { Scope = 'All', PathPrefix = '/' } = input;
        const local = Scope === 'AWS' ? [] : [...store.state.policies.values()];
        const provided = Scope === 'Local' ? [] : [...awsManaged.keys()].map(find);
        const all = [...local, ...provided].filter(({ path }) => path.startsWith(PathPrefix));
        const { entries, ...rest } = page(all, ({ arn }) => arn, input);
        return { Policies: entries.map((policy) => policyType(store, policy)), ...rest };
      },
    }),
    DeletePolicy: operation<DeletePolicyCommandInput, object>({
      honours: { PolicyArn: true },
      resource,
      run({ PolicyArn }) {
        const policy = find(PolicyArn);
        if (attachments(store, policy.arn) > 0) {
          throw new AwsError('DeleteConflictException', 'Cannot delete a policy attached to entities.');
        }
        if (policy.versions.size > 1) {
          throw new AwsError(
            'DeleteConflictException',
            'This policy has more than one version. Before you delete a policy, you must delete the policy’s versions. The default version is deleted with the policy.',
          );
        }
        store.commit.removePolicy({ arn: policy.arn });
        return {};
      },
    }),
    CreatePolicyVersion: operation<CreatePolicyVersionCommandInput, object>({
      honours: { PolicyArn: true, PolicyDocument: true, SetAsDefault: true },
      resource,
      run({ PolicyArn, PolicyDocument = '', SetAsDefault = false }) {
        const policy = find(PolicyArn);
        checkDocument(PolicyDocument, 'identity');
        if (policy.versions.size >= MAX_VERSIONS) {
          throw new AwsError(
            'LimitExceededException',
            'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
          );
        }
        const createDate = now();
        const id = `v${policy.lastVersion + 1}`;
        store.commit.putPolicy({
          ...policy,
          updateDate: createDate,
          lastVersion: policy.lastVersion + 1,
          defaultVersion: SetAsDefault ? id : policy.defaultVersion,
          versions: new Map([...policy.versions, [id, { document: PolicyDocument, createDate }]]),
        });
        return { PolicyVersion: { VersionId: id, IsDefaultVersion: SetAsDefault, CreateDate: createDate } };
      },
    }),
    GetPolicyVersion: operation<GetPolicyVersionCommandInput, object>({
      honours: { PolicyArn: true, VersionId: true },
      resource,
      run: ({ PolicyArn, VersionId }) => ({ PolicyVersion: versionType(find(PolicyArn), VersionId, true) }),
    }),
    ListPolicyVersions: operation<ListPolicyVersionsCommandInput, object>({
      honours: { PolicyArn: true, Marker: true, MaxItems: true },
      resource,
      run(input) {
        const policy = find(input.PolicyArn);
        const { entries, ...rest } = page([...policy.versions.keys()], (id) => id, input);
        return { Versions: entries.map((id) => versionType(policy, id, false)), ...rest };
      },
    }),
    DeletePolicyVersion: operation<DeletePolicyVersionCommandInput, object>({
      honours: { PolicyArn: true, VersionId: true },
      resource,
      run({ PolicyArn, VersionId = '' }) {
        const policy = find(PolicyArn);
        versionType(policy, VersionId, false);
        if (policy.defaultVersion === VersionId) {
          throw new AwsError('DeleteConflictException', 'Cannot delete the default version of a policy.');
        }
        const versions = new Map([...policy.versions].filter(([id]) => id !== VersionId));
        store.commit.putPolicy({ ...policy, versions });
        return {};
      },
    }),
  };
}

function managedByAws(arn: string): ManagedPolicy | undefined {
  const document = awsManaged.get(arn);
  if (document === undefined) return undefined;
  const path = arn.slice(arn.indexOf(':policy') + 7, arn.lastIndexOf('/') + 1);
  const createDate = new Date('2015-02-06T18:40:00Z');
  return {
    name: arn.slice(arn.lastIndexOf('/') + 1),
    path,
    id: 'ANPAAWSMANAGEDPOLICY0',
    arn,
    description: undefined,
    createDate,
    updateDate: createDate,
    tags: new Map(),
    defaultVersion: 'v1',
    lastVersion: 1,
    versions: new Map([['v1', { document, createDate }]]),
  };
}

function attachments({ state }: IamStore, arn: string): number {
  const identities = [...state.roles.values(), ...state.users.values()];
  return identities.filter(({ attached }) => attached.has(arn)).length;
}

function policyType(store: IamStore, policy: ManagedPolicy): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments(store, policy.arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
    ...(policy.tags.size > 0 && { Tags: tagList(policy.tags) }),
  };
}

function versionType(policy: ManagedPolicy, id = '', withDocument: boolean) {
  const version = policy.versions.get(id);
  if (!version) {
    throw new AwsError(
      'NoSuchEntityException',
      `Policy ${policy.arn} version ${id} does not exist or is not attachable.`,
    );
  }
  return {
    VersionId: id,
    IsDefaultVersion: policy.defaultVersion === id,
    CreateDate: version.createDate,
    ...(withDocument && { Document: encodeURIComponent(version.document) }),
  };
}
