import type {
  AddUserToGroupCommandInput,
  ListGroupsForUserCommandInput,
  RemoveUserFromGroupCommandInput,
} from '@aws-sdk/client-iam';
import { type Operation, operation } from '../../../edge/operation.ts';
import { groupsOf } from '../state/iam-store.ts';
import { aboutGroup, groupType } from './groups.ts';
import { groupNamed, type IamDependencies, userNamed } from './identities.ts';
import { page } from './paging.ts';
import { checkGroupQuota } from './quotas.ts';
import { aboutUser } from './users.ts';

/** AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser. Adding a member twice and removing a stranger changes nothing. */
export function groupMemberOperations(
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store } = dependencies;
  const group = aboutGroup(dependencies);

  return {
    AddUserToGroup: operation<AddUserToGroupCommandInput, object>({
      honours: { GroupName: true, UserName: true },
      ...group,
      run({ GroupName, UserName }) {
        const { name } = groupNamed(store, GroupName);
        const user = userNamed(store, UserName);
        checkGroupQuota(user, name);
        store.commit.joinGroup({ user: user.name, group: name });
        return {};
      },
    }),
    RemoveUserFromGroup: operation<RemoveUserFromGroupCommandInput, object>({
      honours: { GroupName: true, UserName: true },
      ...group,
      run({ GroupName, UserName }) {
        const { name } = groupNamed(store, GroupName);
        store.commit.leaveGroup({ user: userNamed(store, UserName).name, group: name });
        return {};
      },
    }),
    ListGroupsForUser: operation<ListGroupsForUserCommandInput, object>({
      honours: { UserName: true, Marker: true, MaxItems: true },
      ...aboutUser(dependencies),
      run(input) {
        const groups = groupsOf(store.state, userNamed(store, input.UserName));
        const { entries, ...rest } = page(groups, ({ name }) => name, input);
        return { Groups: entries.map(groupType), ...rest };
      },
    }),
  };
}
