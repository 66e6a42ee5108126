import { readable } from '../people/attribute-access.ts';
import type { Person } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';

export type Claims = Record<string, unknown>;

/** What both tokens of a sign-in share. Times are in seconds. */
export interface SignInFacts {
  issuer: string;
  /** Absent for clients without revocation. */
  originJti: string | undefined;
  eventId: string;
  authTime: number;
  issuedAt: number;
}

/** A person's groups, the most important first: lowest precedence, then those without one. */
export function groupsOf(
  pool: Pool,
  person: Person,
): { names: string[]; roles: string[]; preferredRole: string | undefined } {
  const groups = person.groups
    .flatMap((name) => pool.groups.get(name) ?? [])
    .sort((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity));
  const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
  const [first, second] = groups;
  // If two groups share the best precedence with different roles, there is no preferred role (GroupType, Precedence).
  const tied =
    first?.precedence !== undefined &&
    first.precedence === second?.precedence &&
    first.roleArn !== second.roleArn;
  return {
    names: groups.map(({ name }) => name),
    roles,
    preferredRole: first?.precedence !== undefined && !tied ? first.roleArn : undefined,
  };
}

/** The claims of an ID token (developer guide, "Understanding the identity (ID) token"); the signer adds `jti` and `exp`. */
export function idClaims(pool: Pool, client: PoolClient, person: Person, facts: SignInFacts): Claims {
  const { names, roles, preferredRole } = groupsOf(pool, person);
  return {
    ...attributeClaims(readable(client.settings, person.attributes)),
    sub: person.sub,
    ...(names.length > 0 && { 'cognito:groups': names }),
    ...(preferredRole && { 'cognito:preferred_role': preferredRole }),
    ...(roles.length > 0 && { 'cognito:roles': roles }),
    iss: facts.issuer,
    'cognito:username': person.username,
    ...(facts.originJti && { origin_jti: facts.originJti }),
    aud: client.id,
    event_id: facts.eventId,
    token_use: 'id',
    auth_time: facts.authTime,
    iat: facts.issuedAt,
  };
}

/** The claims of an access token (developer guide, "Understanding the access token"). */
export function accessClaims(pool: Pool, client: PoolClient, person: Person, facts: SignInFacts): Claims {
  const { names } = groupsOf(pool, person);
  return {
    sub: person.sub,
    ...(names.length > 0 && { 'cognito:groups': names }),
    iss: facts.issuer,
    client_id: client.id,
    ...(facts.originJti && { origin_jti: facts.originJti }),
    event_id: facts.eventId,
    token_use: 'access',
    scope: SELF_SERVICE,
    auth_time: facts.authTime,
    iat: facts.issuedAt,
    username: person.username,
  };
}

/** The scope without which an access token opens none of a person's own calls. */
export const SELF_SERVICE = 'aws.cognito.signin.user.admin';

/** Attributes with OpenID Connect's types; custom ones stay text. */
function attributeClaims(attributes: Readonly<Record<string, string>>): Claims {
  const claims: Claims = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === '') continue;
    if (name.endsWith('_verified') && !name.startsWith('custom:')) claims[name] = value === 'true';
    else if (name === 'address') claims[name] = { formatted: value };
    else if (name === 'updated_at') claims[name] = Number(value);
    else claims[name] = value;
  }
  return claims;
}
