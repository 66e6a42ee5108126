import type {
  CreateRoleCommandInput,
  DeleteRoleCommandInput,
  GetRoleCommandInput,
  ListRolesCommandInput,
  Role as RoleType,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import type { Role } from '../state/iam-store.ts';
import {
  checkDocument,
  type IamDependencies,
  iamArn,
  roleNamed,
  tagList,
  tagMap,
  uniqueId,
} from './identities.ts';
import { page } from './paging.ts';

/** CreateRole, GetRole, ListRoles, UpdateRole, UpdateAssumeRolePolicy, DeleteRole. */
export function roleOperations(dependencies: IamDependencies): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const arnOf = ({ RoleName }: { RoleName?: string | undefined }) =>
    store.state.roles.get(RoleName ?? '')?.arn ?? iamArn(accountId, 'role', RoleName);

  return {
    CreateRole: operation<CreateRoleCommandInput, object>({
      honours: {
        RoleName: true,
        Path: true,
        AssumeRolePolicyDocument: true,
        Description: true,
        MaxSessionDuration: true,
        Tags: true,
      },
      resource: ({ RoleName, Path = '/' }) => iamArn(accountId, 'role', RoleName, Path),
      run(input) {
        const { RoleName = '', Path = '/', AssumeRolePolicyDocument = '' } = input;
        checkDocument(AssumeRolePolicyDocument, 'trust');
        if (store.state.roles.has(RoleName)) {
          throw new AwsError('EntityAlreadyExistsException', `Role with name ${RoleName} already exists.`);
        }
        const role: Role = {
          name: RoleName,
          path: Path,
          id: uniqueId(random, 'AROA'),
          arn: iamArn(accountId, 'role', RoleName, Path),
          createDate: now(),
          description: input.Description,
          maxSessionDuration: input.MaxSessionDuration ?? 3600,
          trust: AssumeRolePolicyDocument,
          tags: tagMap(input.Tags),
          inline: new Map(),
          attached: new Set(),
        };
        store.commit.putRole(role);
        return { Role: roleType(role) };
      },
    }),
    GetRole: operation<GetRoleCommandInput, object>({
      honours: { RoleName: true },
      resource: arnOf,
      run: ({ RoleName }) => ({ Role: { ...roleType(roleNamed(store, RoleName)), RoleLastUsed: {} } }),
    }),
    ListRoles: operation<ListRolesCommandInput, object>({
      honours: { PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { PathPrefix = '/' } = input;
        const roles = [...store.state.roles.values()].filter(({ path }) => path.startsWith(PathPrefix));
        const { entries, ...rest } = page(roles, ({ name }) => name, input);
        return { Roles: entries.map((role) => ({ ...roleType(role), Tags: undefined })), ...rest };
      },
    }),
    UpdateRole: operation<UpdateRoleCommandInput, object>({
      honours: { RoleName: true, Description: true, MaxSessionDuration: true },
      resource: arnOf,
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
    UpdateAssumeRolePolicy: operation<UpdateAssumeRolePolicyCommandInput, object>({
      honours: { RoleName: true, PolicyDocument: true },
      resource: arnOf,
      run({ RoleName, PolicyDocument = '' }) {
        const { name } = roleNamed(store, RoleName);
        checkDocument(PolicyDocument, 'trust');
        store.commit.changeRole({ name, trust: PolicyDocument });
        return {};
      },
    }),
    DeleteRole: operation<DeleteRoleCommandInput, object>({
      honours: { RoleName: true },
      resource: arnOf,
      run({ RoleName }) {
        const { name, inline, attached } = roleNamed(store, RoleName);
        if (inline.size > 0) {
          throw new AwsError('DeleteConflictException', 'Cannot delete entity, must delete policies first.');
        }
        if (attached.size > 0) {
          throw new AwsError(
            'DeleteConflictException',
            'Cannot delete entity, must detach all policies first.',
          );
        }
        store.commit.removeRole({ name });
        return {};
      },
    }),
  };
}

/** A role as the API shows it; documents are URL-encoded there (API reference, Role). */
export function roleType(role: Role): RoleType {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.tags.size > 0 && { Tags: tagList(role.tags) }),
  };
}
