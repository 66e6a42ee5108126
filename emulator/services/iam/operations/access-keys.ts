import type {
  CreateAccessKeyCommandInput,
  DeleteAccessKeyCommandInput,
  ListAccessKeysCommandInput,
  UpdateAccessKeyCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { MIXED_ALPHANUMERIC, randomText, UPPER_ALPHANUMERIC } from '../../../store/random.ts';
import type { AccessKey, User } from '../state/iam-state.ts';
import type { IamDependencies } from './identities.ts';
import { page } from './paging.ts';
import { aboutUser, meantUser } from './users.ts';

/** Keys that a user may have at once (IAM user guide, "IAM quotas"). */
const MOST = 2;

/** CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey. */
export function accessKeyOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store, now, random } = dependencies;
  const about = aboutUser(dependencies);
  return {
    CreateAccessKey: operation<CreateAccessKeyCommandInput, object>({
      honours: { UserName: true },
      ...about,
      run({ UserName }, call) {
        const user = meantUser(store, UserName, call);
        if (user.accessKeys.size >= MOST) {
          throw new AwsError('LimitExceededException', `Cannot exceed quota for AccessKeysPerUser: ${MOST}`);
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
      ...about,
      run(input, call) {
        const user = meantUser(store, input.UserName, call);
        const { entries, ...rest } = page([...user.accessKeys.values()], ({ id }) => id, input);
        return { AccessKeyMetadata: entries.map((key) => keyType(user, key)), ...rest };
      },
    }),
    UpdateAccessKey: operation<UpdateAccessKeyCommandInput, object>({
      honours: { UserName: true, AccessKeyId: true, Status: ['Active', 'Inactive'] },
      ...about,
      run({ UserName, AccessKeyId, Status }, call) {
        const user = meantUser(store, UserName, call);
        const key = keyNamed(user, AccessKeyId);
        store.commit.putAccessKey({ user: user.name, key: { ...key, active: Status === 'Active' } });
        return {};
      },
    }),
    DeleteAccessKey: operation<DeleteAccessKeyCommandInput, object>({
      honours: { UserName: true, AccessKeyId: true },
      ...about,
      run({ UserName, AccessKeyId }, call) {
        const user = meantUser(store, UserName, call);
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
