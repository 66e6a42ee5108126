import type {
  CreatePolicyVersionCommandInput,
  DeletePolicyVersionCommandInput,
  GetPolicyVersionCommandInput,
  ListEntitiesForPolicyCommandInput,
  ListPolicyVersionsCommandInput,
  PolicyVersion,
  SetDefaultPolicyVersionCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { Identity, ManagedPolicy } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';
import { foundPolicy, ownPolicy } from './found-policy.ts';
import { checkIdentityPolicy, type IamDependencies } from './identities.ts';
import { page } from './paging.ts';
import { checkManagedQuota } from './quotas.ts';

/** Versions a policy may have at once (IAM user guide, "Versioning IAM policies"). */
const MAX_VERSIONS = 5;

/** The versions of managed policies, and who has a policy attached. */
export function policyVersionOperations({
  store,
  now,
}: IamDependencies): Record<string, Operation<object, object>> {
  const resource = ({ PolicyArn }: { PolicyArn?: string | undefined }) => PolicyArn ?? '*';
  return {
    CreatePolicyVersion: operation<CreatePolicyVersionCommandInput, object>({
      honours: { PolicyArn: true, PolicyDocument: true, SetAsDefault: true },
      resource,
      run({ PolicyArn, PolicyDocument = '', SetAsDefault = false }) {
        const policy = ownPolicy(store, PolicyArn);
        checkIdentityPolicy(PolicyDocument);
        checkManagedQuota(PolicyDocument);
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
      run({ PolicyArn, VersionId }) {
        const { policy, document } = versionOf(store, PolicyArn, VersionId);
        return {
          PolicyVersion: { ...versionType(policy, VersionId), Document: encodeURIComponent(document) },
        };
      },
    }),
    ListPolicyVersions: operation<ListPolicyVersionsCommandInput, object>({
      honours: { PolicyArn: true, Marker: true, MaxItems: true },
      resource,
      run(input) {
        const policy = foundPolicy(store, input.PolicyArn);
        const { entries, ...rest } = page([...policy.versions.keys()], newestFirst, input);
        return { Versions: entries.map((id) => versionType(policy, id)), ...rest };
      },
    }),
    SetDefaultPolicyVersion: operation<SetDefaultPolicyVersionCommandInput, object>({
      honours: { PolicyArn: true, VersionId: true },
      resource,
      run({ PolicyArn, VersionId = '' }) {
        const { policy } = versionOf(store, PolicyArn, VersionId);
        store.commit.putPolicy({ ...policy, defaultVersion: VersionId, updateDate: now() });
        return {};
      },
    }),
    DeletePolicyVersion: operation<DeletePolicyVersionCommandInput, object>({
      honours: { PolicyArn: true, VersionId: true },
      resource,
      run({ PolicyArn, VersionId = '' }) {
        const { policy } = versionOf(store, PolicyArn, VersionId);
        if (policy.defaultVersion === VersionId) {
          throw new AwsError('DeleteConflictException', 'Cannot delete the default version of a policy.');
        }
        const versions = new Map([...policy.versions].filter(([id]) => id !== VersionId));
        store.commit.putPolicy({ ...policy, versions });
        return {};
      },
    }),
    ListEntitiesForPolicy: operation<ListEntitiesForPolicyCommandInput, object>({
      honours: {
        PolicyArn: true,
        EntityFilter: ['User', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy', 'Group'],
        PathPrefix: true,
        PolicyUsageFilter: ['PermissionsPolicy', 'PermissionsBoundary'],
        Marker: true,
        MaxItems: true,
      },
      resource,
      run(input) {
        const { arn } = foundPolicy(store, input.PolicyArn);
        const { EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input;
        const uses = ({ path, attached, boundary }: Identity) =>
          path.startsWith(PathPrefix) &&
          ((PolicyUsageFilter !== 'PermissionsBoundary' && attached.has(arn)) ||
            (PolicyUsageFilter !== 'PermissionsPolicy' && boundary === arn));
        const roles = [...store.state.roles.values()].filter(uses).map((role) => ({ kind: 'Role', ...role }));
        const users = [...store.state.users.values()].filter(uses).map((user) => ({ kind: 'User', ...user }));
        const groups = [...store.state.groups.values()]
          .filter(uses)
          .map((group) => ({ kind: 'Group', ...group }));
        const wanted = [...roles, ...users, ...groups].filter(
          ({ kind }) => EntityFilter === undefined || kind === EntityFilter,
        );
        const { entries, ...rest } = page(wanted, ({ kind, name }) => `${kind}/${name}`, input);
        const of = (wantedKind: string) => entries.filter(({ kind }) => kind === wantedKind);
        return {
          PolicyGroups: of('Group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
          PolicyRoles: of('Role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
          PolicyUsers: of('User').map(({ name, id }) => ({ UserName: name, UserId: id })),
          ...rest,
        };
      },
    }),
  };
}

function versionOf(store: IamStore, arn = '', id = ''): { policy: ManagedPolicy; document: string } {
  const policy =
    store.state.policies.get(arn) ??
    (arn.startsWith('arn:aws:iam::aws:') ? foundPolicy(store, arn) : undefined);
  const version = policy?.versions.get(id);
  if (policy && version) return { policy, document: version.document };
  throw new AwsError(
    'NoSuchEntityException',
    `Policy ${arn} version ${id} does not exist or is not attachable.`,
  );
}

/** A key that sorts `v10` before `v9`. */
function newestFirst(id: string): string {
  return String(1e9 - Number(id.slice(1))).padStart(10, '0');
}

function versionType(policy: ManagedPolicy, id = ''): PolicyVersion {
  return {
    VersionId: id,
    IsDefaultVersion: policy.defaultVersion === id,
    CreateDate: policy.versions.get(id)?.createDate,
  };
}
