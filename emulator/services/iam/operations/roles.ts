import type {
  CreateRoleCommandInput,
  DeleteRoleCommandInput,
  GetRoleCommandInput,
  ListRolesCommandInput,
  Role as RoleType,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
  UpdateRoleDescriptionCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { Role } from '../state/iam-state.ts';
import { boundaryType, checkBoundary } from './boundaries.ts';
import {
  authorizeTags,
  boundaryKey,
  checkTrustPolicy,
  type IamDependencies,
  iamArn,
  isTaken,
  mustFirst,
  resourceTags,
  roleNamed,
  uniqueId,
} from './identities.ts';
import { page } from './paging.ts';
import { checkTrustQuota } from './quotas.ts';
import { tagged, tagList } from './tag-rules.ts';

/** CreateRole, GetRole, ListRoles, UpdateRole, UpdateRoleDescription, UpdateAssumeRolePolicy, DeleteRole. */
export function roleOperations(dependencies: IamDependencies): Record<string, Operation<object, object>> {
  const { store, accountId, now, random, lastUsed } = dependencies;
  const about = {
    resource: ({ RoleName }: { RoleName?: string | undefined }) =>
      store.state.roles.get(RoleName ?? '')?.arn ?? iamArn(accountId, 'role', RoleName),
    conditionKeys: ({ RoleName }: { RoleName?: string | undefined }) =>
      resourceTags(store.state.roles.get(RoleName ?? '')),
  };

  return {
    CreateRole: operation<CreateRoleCommandInput, object>({
      honours: {
        RoleName: true,
        Path: true,
        AssumeRolePolicyDocument: true,
        Description: true,
        MaxSessionDuration: true,
        PermissionsBoundary: true,
        Tags: true,
      },
      resource: ({ RoleName, Path = '/' }) => iamArn(accountId, 'role', RoleName, Path),
      conditionKeys: ({ PermissionsBoundary }) => boundaryKey(PermissionsBoundary),
      run(input, call) {
        const { RoleName = '', Path = '/', AssumeRolePolicyDocument = '' } = input;
        const arn = iamArn(accountId, 'role', RoleName, Path);
        authorizeTags(call, 'iam:TagRole', arn, input.Tags);
        checkTrustPolicy(dependencies, AssumeRolePolicyDocument);
        checkTrustQuota(AssumeRolePolicyDocument);
        if (isTaken(store.state.roles, RoleName)) {
          throw new AwsError('EntityAlreadyExistsException', `Role with name ${RoleName} already exists.`);
        }
        const role: Role = {
          name: RoleName,
          path: Path,
          id: uniqueId(random, 'AROA'),
          arn,
          createDate: now(),
          description: input.Description,
          maxSessionDuration: input.MaxSessionDuration ?? 3600,
          trust: AssumeRolePolicyDocument,
          tags: tagged(new Map(), input.Tags, 'insensitive'),
          inline: new Map(),
          attached: new Set(),
          boundary: checkBoundary(store, input.PermissionsBoundary),
        };
        store.commit.putRole(role);
        // IAM leaves the duration and the description out of this answer.
        return { Role: { ...briefRole(role), ...tagsOf(role) } };
      },
    }),
    GetRole: operation<GetRoleCommandInput, object>({
      honours: { RoleName: true },
      ...about,
      run({ RoleName }) {
        const role = roleNamed(store, RoleName);
        return { Role: { ...roleType(role), ...tagsOf(role), RoleLastUsed: lastUsed(role.id) } };
      },
    }),
    ListRoles: operation<ListRolesCommandInput, object>({
      honours: { PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { PathPrefix = '/' } = input;
        const roles = [...store.state.roles.values()].filter(({ path }) => path.startsWith(PathPrefix));
        const { entries, ...rest } = page(roles, ({ name }) => name, input);
        // IAM leaves tags and boundaries out of lists.
        return {
          Roles: entries.map((role) => ({ ...roleType(role), PermissionsBoundary: undefined })),
          ...rest,
        };
      },
    }),
    UpdateRole: operation<UpdateRoleCommandInput, object>({
      honours: { RoleName: true, Description: true, MaxSessionDuration: true },
      ...about,
      run({ RoleName, Description, MaxSessionDuration }) {
        const { name, description, maxSessionDuration } = roleNamed(store, RoleName);
        store.commit.changeRole({
          name,
          description: Description ?? description,
          maxSessionDuration: MaxSessionDuration ?? maxSessionDuration,
        });
        return {};
      },
    }),
    UpdateRoleDescription: operation<UpdateRoleDescriptionCommandInput, object>({
      honours: { RoleName: true, Description: true },
      ...about,
      run({ RoleName, Description }) {
        const role = roleNamed(store, RoleName);
        store.commit.changeRole({ name: role.name, description: Description });
        return { Role: { ...briefRole(role), Description } };
      },
    }),
    UpdateAssumeRolePolicy: operation<UpdateAssumeRolePolicyCommandInput, object>({
      honours: { RoleName: true, PolicyDocument: true },
      ...about,
      run({ RoleName, PolicyDocument = '' }) {
        const { name } = roleNamed(store, RoleName);
        checkTrustPolicy(dependencies, PolicyDocument);
        checkTrustQuota(PolicyDocument);
        store.commit.changeRole({ name, trust: PolicyDocument });
        return {};
      },
    }),
    DeleteRole: operation<DeleteRoleCommandInput, object>({
      honours: { RoleName: true },
      ...about,
      run({ RoleName }) {
        const { name, inline, attached } = roleNamed(store, RoleName);
        const profiles = [...store.state.instanceProfiles.values()];
        if (profiles.some(({ role }) => role === name)) throw mustFirst('remove roles from instance profile');
        if (inline.size > 0) throw mustFirst('delete policies');
        if (attached.size > 0) throw mustFirst('detach all policies');
        store.commit.removeRole({ name });
        return {};
      },
    }),
  };
}

/** A role in answers, with URL-encoded documents (API reference, Role). */
export function briefRole(role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    ...boundaryType(role),
  };
}

function roleType(role: Role): object {
  return {
    ...briefRole(role),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
  };
}

function tagsOf({ tags }: Role): Pick<RoleType, 'Tags'> {
  return tags.size > 0 ? { Tags: tagList(tags) } : {};
}
