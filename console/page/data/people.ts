import type {
  AdminGetUserResponse,
  AdminListGroupsForUserResponse,
  AttributeType,
  ListUsersResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { callJson } from './aws.ts';
import type { ReadPage } from './pages.ts';
import type { Wire } from './wire.ts';

/** A person of a user pool. */
export interface Person {
  readonly username: string;
  readonly status: string;
  readonly enabled: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a person can be searched by: the attributes that ListUsers takes and that people know each other by. */
export const SEARCHED: Readonly<Record<string, string>> = {
  email: 'E-mail',
  phone_number: 'Phone number',
  username: 'User name',
  name: 'Name',
  preferred_username: 'Preferred name',
};

/** Which people are asked for: `by` is one of SEARCHED, `status` one of Cognito's, or Enabled or Disabled. AWS takes only one of both. */
export interface PeopleQuery {
  readonly by: string;
  /** The beginning of the value. */
  readonly search: string;
  readonly status: string;
}

/** One page of a pool's people, 60 at most. */
export async function listPeople(
  pool: string,
  { by, search, status }: PeopleQuery,
  next: string | undefined,
): Promise<ReadPage<Person, string>> {
  const filter = search
    ? `${by} ^= "${search.replaceAll(/["\\]/g, '\\$&')}"`
    : status && `${/^(?:En|Dis)abled$/.test(status) ? 'status' : 'cognito:user_status'} = "${status}"`;
  const { Users = [], PaginationToken } = await callJson<Wire<ListUsersResponse>>(
    'cognito-idp',
    'ListUsers',
    {
      UserPoolId: pool,
      Limit: 60,
      ...(filter && { Filter: filter }),
      ...(next && { PaginationToken: next }),
    },
  );
  return {
    next: PaginationToken,
    rows: Users.map((user) => ({
      username: user.Username ?? '',
      status: user.UserStatus ?? '',
      enabled: user.Enabled ?? false,
      createdAt: (user.UserCreateDate ?? 0) * 1_000,
      changedAt: (user.UserLastModifiedDate ?? 0) * 1_000,
      attributes: attributesOf(user.Attributes),
    })),
  };
}

/** A person with their groups. */
export async function readPerson(
  pool: string,
  username: string,
): Promise<Person & { groups: readonly string[] }> {
  const who = { UserPoolId: pool, Username: username };
  const [user, { Groups = [] }] = await Promise.all([
    callJson<Wire<AdminGetUserResponse>>('cognito-idp', 'AdminGetUser', who),
    callJson<Wire<AdminListGroupsForUserResponse>>('cognito-idp', 'AdminListGroupsForUser', who),
  ]);
  return {
    username: user.Username ?? username,
    status: user.UserStatus ?? '',
    enabled: user.Enabled ?? false,
    createdAt: (user.UserCreateDate ?? 0) * 1_000,
    changedAt: (user.UserLastModifiedDate ?? 0) * 1_000,
    attributes: attributesOf(user.UserAttributes),
    groups: Groups.map(({ GroupName = '' }) => GroupName),
  };
}

/** Signs somebody up, as an app does; the address is their name. */
export async function signUp(client: string, email: string, password: string): Promise<{ username: string }> {
  const { UserSub = email } = await callJson<{ UserSub?: string }>('cognito-idp', 'SignUp', {
    ClientId: client,
    Username: email,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: email }],
  });
  return { username: UserSub };
}

/** Confirms a sign-up by the code from the mail. */
export async function confirm(client: string, username: string, code: string): Promise<void> {
  await callJson('cognito-idp', 'ConfirmSignUp', {
    ClientId: client,
    Username: username,
    ConfirmationCode: code,
  });
}

/** What an administrator does to a person. */
export type AdminAct = 'AdminResetUserPassword' | 'AdminDisableUser' | 'AdminEnableUser' | 'AdminDeleteUser';

export async function administer(act: AdminAct, pool: string, username: string): Promise<void> {
  await callJson('cognito-idp', act, { UserPoolId: pool, Username: username });
}

function attributesOf(list: readonly Wire<AttributeType>[] = []): Record<string, string> {
  return Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]));
}
