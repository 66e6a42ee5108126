import { defineStore, type Store } from '../../../store/store.ts';
import type {
  AccessKey,
  Group,
  IamState,
  Identity,
  IdentityKind,
  InstanceProfile,
  ManagedPolicy,
  Role,
  User,
} from './iam-state.ts';

function identity(state: IamState, kind: IdentityKind, name: string): Identity | undefined {
  return identitiesOf(state, kind).get(name);
}

/** All roles, users or groups, by name. */
export function identitiesOf(state: IamState, kind: IdentityKind): ReadonlyMap<string, Identity> {
  return { role: state.roles, user: state.users, group: state.groups }[kind];
}

/** The groups that a user is in; a role is in none. */
export function groupsOf({ groups }: IamState, identity: Role | User): Group[] {
  if (!('groups' in identity) || identity.groups.size === 0) return [];
  return [...identity.groups].flatMap((name) => groups.get(name) ?? []);
}

/** The name at the end of an ARN, which follows the path. */
export function lastName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export const iamStore = defineStore({
  name: 'iam',
  initial: (): IamState => ({
    roles: new Map(),
    users: new Map(),
    groups: new Map(),
    instanceProfiles: new Map(),
    deletionTasks: new Set(),
    policies: new Map(),
    keyOwners: new Map(),
    sessionSecret: undefined,
  }),
  /** Groups, instance profiles and service-linked roles came later than roles and users. */
  upgrade(state) {
    state.groups ??= new Map();
    state.instanceProfiles ??= new Map();
    state.deletionTasks ??= new Set();
    for (const user of state.users.values()) user.groups ??= new Set();
  },
  mutations: {
    putRole: (state, role: Role) => state.roles.set(role.name, role),
    changeRole(
      state,
      {
        name,
        ...change
      }: { name: string } & Partial<Pick<Role, 'description' | 'maxSessionDuration' | 'trust'>>,
    ) {
      const role = state.roles.get(name);
      if (role) Object.assign(role, change);
    },
    removeRole: (state, { name }: { name: string }) => state.roles.delete(name),
    removeLinkedRole(state, { name, task }: { name: string; task: string }) {
      state.roles.delete(name);
      state.deletionTasks.add(task);
    },
    putUser: (state, user: User) => state.users.set(user.name, user),
    removeUser: (state, { name }: { name: string }) => state.users.delete(name),
    putAccessKey(state, { user, key }: { user: string; key: AccessKey }) {
      state.users.get(user)?.accessKeys.set(key.id, key);
      state.keyOwners.set(key.id, user);
    },
    removeAccessKey(state, { user, id }: { user: string; id: string }) {
      state.users.get(user)?.accessKeys.delete(id);
      state.keyOwners.delete(id);
    },
    putInlinePolicy(state, change: { kind: IdentityKind; owner: string; policy: string; document: string }) {
      identity(state, change.kind, change.owner)?.inline.set(change.policy, change.document);
    },
    removeInlinePolicy(
      state,
      { kind, owner, policy }: { kind: IdentityKind; owner: string; policy: string },
    ) {
      identity(state, kind, owner)?.inline.delete(policy);
    },
    attach(state, { kind, owner, arn }: { kind: IdentityKind; owner: string; arn: string }) {
      identity(state, kind, owner)?.attached.add(arn);
    },
    detach(state, { kind, owner, arn }: { kind: IdentityKind; owner: string; arn: string }) {
      identity(state, kind, owner)?.attached.delete(arn);
    },
    setBoundary(state, change: { kind: IdentityKind; owner: string; boundary: string | undefined }) {
      const found = identity(state, change.kind, change.owner);
      if (found) found.boundary = change.boundary;
    },
    setTags(state, change: { kind: IdentityKind; owner: string; tags: Map<string, string> }) {
      const found = identity(state, change.kind, change.owner);
      if (found) found.tags = change.tags;
    },
    renameUser(state, { name, to, path, arn }: { name: string; to: string; path: string; arn: string }) {
      const user = state.users.get(name);
      if (!user) return;
      state.users.delete(name);
      state.users.set(to, Object.assign(user, { name: to, path, arn }));
      for (const key of user.accessKeys.keys()) state.keyOwners.set(key, to);
    },
    putGroup: (state, group: Group) => state.groups.set(group.name, group),
    removeGroup: (state, { name }: { name: string }) => state.groups.delete(name),
    renameGroup(state, { name, to, path, arn }: { name: string; to: string; path: string; arn: string }) {
      const group = state.groups.get(name);
      if (!group) return;
      state.groups.delete(name);
      state.groups.set(to, Object.assign(group, { name: to, path, arn }));
      for (const { groups } of state.users.values()) if (groups.delete(name)) groups.add(to);
    },
    joinGroup(state, { user, group }: { user: string; group: string }) {
      state.users.get(user)?.groups.add(group);
    },
    leaveGroup(state, { user, group }: { user: string; group: string }) {
      state.users.get(user)?.groups.delete(group);
    },
    putInstanceProfile: (state, profile: InstanceProfile) =>
      state.instanceProfiles.set(profile.name, profile),
    removeInstanceProfile: (state, { name }: { name: string }) => state.instanceProfiles.delete(name),
    putPolicy: (state, policy: ManagedPolicy) => state.policies.set(policy.arn, policy),
    removePolicy: (state, { arn }: { arn: string }) => state.policies.delete(arn),
    setSessionSecret(state, { secret }: { secret: Uint8Array }) {
      state.sessionSecret = secret;
    },
  },
});

export type IamStore = Store<IamState, (typeof iamStore)['mutations']>;
