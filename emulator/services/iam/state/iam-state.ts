/** What roles, users and groups share: a name, and the policies that say what they may do. */
export interface Identity {
  name: string;
  path: string;
  id: string;
  arn: string;
  createDate: Date;
  /** Empty for groups, which have no tags. */
  tags: Map<string, string>;
  /** Inline policies: their unchanged documents, by name. */
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
  /** Names of the groups that the user is in. */
  groups: Set<string>;
  accessKeys: Map<string, AccessKey>;
}

/** Users have the permissions of their groups. */
export type Group = Identity;

/** What hands a role to an EC2 instance. */
export interface InstanceProfile {
  name: string;
  path: string;
  id: string;
  arn: string;
  createDate: Date;
  tags: Map<string, string>;
  /** Name of the role, where one was added. */
  role: string | undefined;
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
  /** The highest version number so far; numbers are not reused. */
  lastVersion: number;
  versions: Map<string, { document: string; createDate: Date }>;
}

export interface IamState {
  roles: Map<string, Role>;
  users: Map<string, User>;
  groups: Map<string, Group>;
  instanceProfiles: Map<string, InstanceProfile>;
  /** Ids of the deletions of service-linked roles. */
  deletionTasks: Set<string>;
  policies: Map<string, ManagedPolicy>;
  /** Which user an access key belongs to. */
  keyOwners: Map<string, string>;
  /** The keys and tokens of temporary sessions are derived from it; made once. */
  sessionSecret: Uint8Array | undefined;
}

export type IdentityKind = 'role' | 'user' | 'group';
