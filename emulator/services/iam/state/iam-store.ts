import { defineStore, type Store } from '../../../store/store.ts';

/** What roles and users have in common: a name, tags, and the policies that say what they may do. */
export interface Identity {
  name: string;
  path: string;
  id: string;
  arn: string;
  createDate: Date;
  tags: Map<string, string>;
  /** Inline policies: their documents, as they were given, by name. */
  inline: Map<string, string>;
  /** ARNs of attached managed policies. */
  attached: Set<string>;
  /** ARN of the managed policy that limits the others. */
  boundary?: string | undefined;
}

export interface Role extends Identity {
  description: string | undefined;
  /** Seconds. */
  maxSessionDuration: number;
  /** The trust policy, as it was given. */
  trust: string;
}

export interface User extends Identity {
  accessKeys: Map<string, AccessKey>;
}

export interface AccessKey {
  id: string;
  secret: string;
  active: boolean;
  createDate: Date;
}

export interface ManagedPolicy {
  name: string;
  path: string;
  id: string;
  arn: string;
  description: string | undefined;
  createDate: Date;
  updateDate: Date;
  tags: Map<string, string>;
  defaultVersion: string;
  /** Highest version number given out; numbers are not used again. */
  lastVersion: number;
  versions: Map<string, { document: string; createDate: Date }>;
}

export interface IamState {
  roles: Map<string, Role>;
  users: Map<string, User>;
  policies: Map<string, ManagedPolicy>;
  /** Which user an access key belongs to. */
  keyOwners: Map<string, string>;
  /** From which the keys and tokens of temporary sessions are derived; made once. */
  sessionSecret: Uint8Array | undefined;
}

export type IdentityKind = 'role' | 'user';

function identity(state: IamState, kind: IdentityKind, name: string): Identity | undefined {
  return kind === 'role' ? state.roles.get(name) : state.users.get(name);
}

/** The name at the end of an ARN, which tells roles and users apart whatever their paths. */
export function lastName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export const iamStore = defineStore({
  name: 'iam',
  initial: (): IamState => ({
    roles: new Map(),
    users: new Map(),
    policies: new Map(),
    keyOwners: new Map(),
    sessionSecret: undefined,
  }),
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
    putPolicy: (state, policy: ManagedPolicy) => state.policies.set(policy.arn, policy),
    removePolicy: (state, { arn }: { arn: string }) => state.policies.delete(arn),
    setSessionSecret(state, { secret }: { secret: Uint8Array }) {
      state.sessionSecret = secret;
    },
  },
});

export type IamStore = Store<IamState, (typeof iamStore)['mutations']>;
