import type {
  CreateUserCommandInput,
  DeleteUserCommandInput,
  GetUserCommandInput,
  ListUsersCommandInput,
  UpdateUserCommandInput,
  User as UserType,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Call, type Operation, operation } from '../../../edge/operation.ts';
import type { User } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';
import { lastName } from '../state/iam-store.ts';
import { boundaryType, checkBoundary } from './boundaries.ts';
import {
  authorizeTags,
  boundaryKey,
  type IamDependencies,
  iamArn,
  isTaken,
  mustFirst,
  resourceTags,
  uniqueId,
  userNamed,
} from './identities.ts';
import { page } from './paging.ts';
import { tagged, tagList } from './tag-rules.ts';

/** The resource of a call about a user; without a name the caller. */
export function aboutUser({ store, accountId }: Pick<IamDependencies, 'store' | 'accountId'>) {
  return {
    resource: ({ UserName }: { UserName?: string | undefined }, { principal }: Pick<Call, 'principal'>) => {
      if (UserName === undefined && principal?.kind === 'user') return principal.arn;
      return store.state.users.get(UserName ?? '')?.arn ?? iamArn(accountId, 'user', UserName);
    },
    conditionKeys: ({ UserName }: { UserName?: string | undefined }) =>
      resourceTags(store.state.users.get(UserName ?? '')),
  };
}

/** The named user, or the caller. */
export function meantUser(
  store: IamStore,
  name: string | undefined,
  { principal }: Pick<Call, 'principal'>,
): User {
  if (name !== undefined) return userNamed(store, name);
  if (principal?.kind === 'user') return userNamed(store, lastName(principal.arn));
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', {
    status: 400,
  });
}

/** CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser. */
export function userOperations(dependencies: IamDependencies): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const about = aboutUser(dependencies);
  const refuseTaken = (name: string) => {
    if (isTaken(store.state.users, name))
      throw new AwsError('EntityAlreadyExistsException', `User with name ${name} already exists.`);
  };

  return {
    CreateUser: operation<CreateUserCommandInput, object>({
      honours: { UserName: true, Path: true, PermissionsBoundary: true, Tags: true },
      resource: ({ UserName, Path = '/' }) => iamArn(accountId, 'user', UserName, Path),
      conditionKeys: ({ PermissionsBoundary }) => boundaryKey(PermissionsBoundary),
      run({ UserName = '', Path = '/', PermissionsBoundary, Tags }, call) {
        const arn = iamArn(accountId, 'user', UserName, Path);
        authorizeTags(call, 'iam:TagUser', arn, Tags);
        refuseTaken(UserName);
        const user: User = {
          name: UserName,
          path: Path,
          id: uniqueId(random, 'AIDA'),
          arn,
          createDate: now(),
          tags: tagged(new Map(), Tags, 'insensitive'),
          inline: new Map(),
          attached: new Set(),
          boundary: checkBoundary(store, PermissionsBoundary),
          groups: new Set(),
          accessKeys: new Map(),
        };
        store.commit.putUser(user);
        return { User: { ...userType(user), ...detailsOf(user) } };
      },
    }),
    GetUser: operation<GetUserCommandInput, object>({
      honours: { UserName: true },
      ...about,
      run({ UserName }, call) {
        if (UserName === undefined && call.principal?.kind === 'root') return { User: rootType(accountId) };
        const user = meantUser(store, UserName, call);
        return { User: { ...userType(user), ...detailsOf(user) } };
      },
    }),
    ListUsers: operation<ListUsersCommandInput, object>({
      honours: { PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { PathPrefix = '/' } = input;
        const users = [...store.state.users.values()].filter(({ path }) => path.startsWith(PathPrefix));
        const { entries, ...rest } = page(users, ({ name }) => name, input);
        return { Users: entries.map(userType), ...rest };
      },
    }),
    UpdateUser: operation<UpdateUserCommandInput, object>({
      honours: { UserName: true, NewPath: true, NewUserName: true },
      ...about,
      run({ UserName, NewPath, NewUserName }) {
        const user = userNamed(store, UserName);
        const [to, path] = [NewUserName ?? user.name, NewPath ?? user.path];
        if (to.toLowerCase() !== user.name.toLowerCase()) refuseTaken(to);
        store.commit.renameUser({ name: user.name, to, path, arn: iamArn(accountId, 'user', to, path) });
        return {};
      },
    }),
    DeleteUser: operation<DeleteUserCommandInput, object>({
      honours: { UserName: true },
      ...about,
      run({ UserName }, call) {
        const { name, inline, attached, accessKeys, groups } = meantUser(store, UserName, call);
        if (accessKeys.size > 0) throw mustFirst('delete access keys');
        if (inline.size > 0) throw mustFirst('delete policies');
        if (attached.size > 0) throw mustFirst('detach all policies');
        if (groups.size > 0) throw mustFirst('remove users from group');
        store.commit.removeUser({ name });
        return {};
      },
    }),
  };
}

/** A user as lists show it: without tags and boundary. */
export function userType(user: User): UserType {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.createDate,
  };
}

/** What lists leave out. */
function detailsOf(user: User): object {
  return { ...boundaryType(user), ...(user.tags.size > 0 && { Tags: tagList(user.tags) }) };
}

/**
 * The account's root, as GetUser shows it: without name and path. The account has no real creation date; this one is the beginning of 2026.
 */
function rootType(accountId: string): object {
  return {
    UserId: accountId,
    Arn: `arn:aws:iam::${accountId}:root`,
    CreateDate: new Date('2026-01-01T00:00:00Z'),
  };
}
