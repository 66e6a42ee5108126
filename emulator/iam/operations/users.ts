import type {
  CreateAccessKeyCommandInput,
  CreateUserCommandInput,
  DeleteAccessKeyCommandInput,
  DeleteUserCommandInput,
  GetUserCommandInput,
  ListAccessKeysCommandInput,
  ListUsersCommandInput,
  UpdateAccessKeyCommandInput,
  User as UserType,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../edge/aws-error.ts';
import { type Call, type Operation, operation } from '../../edge/operation.ts';
import { MIXED_ALPHANUMERIC, randomText, UPPER_ALPHANUMERIC } from '../../random.ts';
import type { AccessKey, User } from '../state/iam-store.ts';
import { type IamDependencies, iamArn, tagList, tagMap, uniqueId, userNamed } from './identities.ts';
import { page } from './paging.ts';

/** CreateUser, GetUser, ListUsers, DeleteUser and the access keys of users. A call that names no user is about the caller. */
export function userOperations(dependencies: IamDependencies): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const resource = ({ UserName }: { UserName?: string | undefined }) =>
    store.state.users.get(UserName ?? '')?.arn ?? iamArn(accountId, 'user', UserName);
  const named = (name: string | undefined, call: Call): User => {
    if (name !== undefined) return userNamed(store, name);
    const arn = call.principal?.arn ?? '';
    if (call.principal?.kind === 'user') return userNamed(store, arn.slice(arn.lastIndexOf('/') + 1));
    throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', {
      status: 400,
    });
  };

  return {
    CreateUser: operation<CreateUserCommandInput, object>({
      honours: { UserName: true, Path: true, Tags: true },
      resource,
      run({ UserName = '', Path = '/', Tags }) {
        if (store.state.users.has(UserName)) {
          throw new AwsError('EntityAlreadyExistsException', `User with name ${UserName} already exists.`);
        }
        const user: User = {
          name: UserName,
          path: Path,
          id: uniqueId(random, 'AIDA'),
          arn: iamArn(accountId, 'user', UserName, Path),
          createDate: now(),
          tags: tagMap(Tags),
          inline: new Map(),
          attached: new Set(),
          accessKeys: new Map(),
        };
        store.commit.putUser(user);
        return { User: userType(user) };
      },
    }),
    GetUser: operation<GetUserCommandInput, object>({
      honours: { UserName: true },
      resource,
      run: ({ UserName }, call) => ({ User: userType(named(UserName, call)) }),
    }),
    ListUsers: operation<ListUsersCommandInput, object>({
      honours: { PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { PathPrefix = '/' } = input;
        const users = [...store.state.users.values()].filter(({ path }) => path.startsWith(PathPrefix));
        const { entries, ...rest } = page(users, ({ name }) => name, input);
        return { Users: entries.map((user) => ({ ...userType(user), Tags: undefined })), ...rest };
      },
    }),
    DeleteUser: operation<DeleteUserCommandInput, object>({
      honours: { UserName: true },
      resource,
      run({ UserName }) {
        const { name, inline, attached, accessKeys } = userNamed(store, UserName);
        const first =
          accessKeys.size > 0
            ? 'delete access keys'
            : inline.size > 0
              ? 'delete policies'
              : 'detach all policies';
        if (accessKeys.size + inline.size + attached.size > 0) {
          throw new AwsError('DeleteConflictException', `Cannot delete entity, must ${first} first.`);
        }
        store.commit.removeUser({ name });
        return {};
      },
    }),
    CreateAccessKey: operation<CreateAccessKeyCommandInput, object>({
      honours: { UserName: true },
      resource,
      run({ UserName }, call) {
        const user = named(UserName, call);
        if (user.accessKeys.size >= 2) {
          throw new AwsError('LimitExceededException', 'Cannot exceed quota for AccessKeysPerUser: 2');
        }
        const key: AccessKey = {
          id: `AKIA${randomText(random, 16, UPPER_ALPHANUMERIC)}`,
          secret: randomText(random, 40, MIXED_ALPHANUMERIC),
          active: true,
          createDate: now(),
        };
        store.commit.putAccessKey({ user: user.name, key });
        return { AccessKey: { ...keyType(user, key), SecretAccessKey: key.secret } };
      },
    }),
    ListAccessKeys: operation<ListAccessKeysCommandInput, object>({
      honours: { UserName: true, Marker: true, MaxItems: true },
      resource,
      run(input, call) {
        const user = named(input.UserName, call);
        const { entries, ...rest } = page([...user.accessKeys.values()], ({ id }) => id, input);
        return { AccessKeyMetadata: entries.map((key) => keyType(user, key)), ...rest };
      },
    }),
    UpdateAccessKey: operation<UpdateAccessKeyCommandInput, object>({
      honours: { UserName: true, AccessKeyId: true, Status: ['Active', 'Inactive'] },
      resource,
      run({ UserName, AccessKeyId, Status }, call) {
        const user = named(UserName, call);
        const key = keyNamed(user, AccessKeyId);
        store.commit.putAccessKey({ user: user.name, key: { ...key, active: Status === 'Active' } });
        return {};
      },
    }),
    DeleteAccessKey: operation<DeleteAccessKeyCommandInput, object>({
      honours: { UserName: true, AccessKeyId: true },
      resource,
      run({ UserName, AccessKeyId }, call) {
        const user = named(UserName, call);
        store.commit.removeAccessKey({ user: user.name, id: keyNamed(user, AccessKeyId).id });
        return {};
      },
    }),
  };
}

function keyNamed(user: User, id = ''): AccessKey {
  const key = user.accessKeys.get(id);
  if (!key) throw new AwsError('NoSuchEntityException', `The Access Key with id ${id} cannot be found.`);
  return key;
}

function keyType(user: User, key: AccessKey) {
  return {
    UserName: user.name,
    AccessKeyId: key.id,
    Status: key.active ? 'Active' : 'Inactive',
    CreateDate: key.createDate,
  };
}

function userType(user: User): UserType {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.createDate,
    ...(user.tags.size > 0 && { Tags: tagList(user.tags) }),
  };
}
