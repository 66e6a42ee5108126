import type {
  CreateGroupCommandInput,
  DeleteGroupCommandInput,
  GetGroupCommandInput,
  ListGroupsCommandInput,
  UpdateGroupCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import type { Group } from '../state/iam-state.ts';
import { groupNamed, type IamDependencies, iamArn, isTaken, mustFirst, uniqueId } from './identities.ts';
import { page } from './paging.ts';
import { userType } from './users.ts';

/** The resource of a call about a group. */
export function aboutGroup({ store, accountId }: Pick<IamDependencies, 'store' | 'accountId'>) {
  return {
    resource: ({ GroupName }: { GroupName?: string | undefined }) =>
      store.state.groups.get(GroupName ?? '')?.arn ?? iamArn(accountId, 'group', GroupName),
  };
}

/** CreateGroup, GetGroup, ListGroups, UpdateGroup, DeleteGroup. */
export function groupOperations(dependencies: IamDependencies): Record<string, Operation<object, object>> {
  const { store, accountId, now, random } = dependencies;
  const about = aboutGroup(dependencies);
  const refuseTaken = (name: string) => {
    if (isTaken(store.state.groups, name))
      throw new AwsError('EntityAlreadyExistsException', `Group with name ${name} already exists.`);
  };

  return {
    CreateGroup: operation<CreateGroupCommandInput, object>({
      honours: { GroupName: true, Path: true },
      resource: ({ GroupName, Path = '/' }) => iamArn(accountId, 'group', GroupName, Path),
      run({ GroupName = '', Path = '/' }) {
        refuseTaken(GroupName);
        const group: Group = {
          name: GroupName,
          path: Path,
          id: uniqueId(random, 'AGPA'),
          arn: iamArn(accountId, 'group', GroupName, Path),
          createDate: now(),
          tags: new Map(),
          inline: new Map(),
          attached: new Set(),
        };
        store.commit.putGroup(group);
        return { Group: groupType(group) };
      },
    }),
    GetGroup: operation<GetGroupCommandInput, object>({
      honours: { GroupName: true, Marker: true, MaxItems: true },
      ...about,
      run(input) {
        const group = groupNamed(store, input.GroupName);
        const { entries, ...rest } = page(membersOf(dependencies, group), ({ name }) => name, input);
        return { Group: groupType(group), Users: entries.map(userType), ...rest };
      },
    }),
    ListGroups: operation<ListGroupsCommandInput, object>({
      honours: { PathPrefix: true, Marker: true, MaxItems: true },
      run(input) {
        const { PathPrefix = '/' } = input;
        const groups = [...store.state.groups.values()].filter(({ path }) => path.startsWith(PathPrefix));
        const { entries, ...rest } = page(groups, ({ name }) => name, input);
        return { Groups: entries.map(groupType), ...rest };
      },
    }),
    UpdateGroup: operation<UpdateGroupCommandInput, object>({
      honours: { GroupName: true, NewPath: true, NewGroupName: true },
      ...about,
      run({ GroupName, NewPath, NewGroupName }) {
        const group = groupNamed(store, GroupName);
        const [to, path] = [NewGroupName ?? group.name, NewPath ?? group.path];
        if (to.toLowerCase() !== group.name.toLowerCase()) refuseTaken(to);
        store.commit.renameGroup({ name: group.name, to, path, arn: iamArn(accountId, 'group', to, path) });
        return {};
      },
    }),
    DeleteGroup: operation<DeleteGroupCommandInput, object>({
      honours: { GroupName: true },
      ...about,
      run({ GroupName }) {
        const group = groupNamed(store, GroupName);
        if (membersOf(dependencies, group).length > 0) throw mustFirst('remove users from group');
        if (group.inline.size > 0) throw mustFirst('delete policies');
        if (group.attached.size > 0) throw mustFirst('detach all policies');
        store.commit.removeGroup({ name: group.name });
        return {};
      },
    }),
  };
}

function membersOf({ store }: Pick<IamDependencies, 'store'>, { name }: Group) {
  return [...store.state.users.values()].filter(({ groups }) => groups.has(name));
}

/** A group as answers show it. */
export function groupType({ path, name, id, arn, createDate }: Group): object {
  return { Path: path, GroupName: name, GroupId: id, Arn: arn, CreateDate: createDate };
}
