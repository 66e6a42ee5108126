import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { type Claims, groupsOf } from '../tokens/claims.ts';
import { isRecord, runTrigger } from './run-trigger.ts';
import { triggerAttributes } from './user-attributes.ts';

export type PreTokenSource =
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

export interface TokenClaims {
  id: Claims;
  access: Claims;
}

/** Claims that no function may set or remove (developer guide, "Pre token generation Lambda trigger"). */
const PROTECTED = new Set([
  'acr',
  'amr',
  'at_hash',
  'auth_time',
  'azp',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
  'client_id',
  'event_id',
  'device_key',
  'username',
  'version',
]);
const PROTECTED_ID_ONLY = new Set(['aud', 'cognito:username', 'identities']);

/**
 * Lets the pool's PreTokenGeneration function change the claims: version 1 those of the ID token, version 2 those of
 * both and the scopes. Throws what `runTrigger` throws.
 */
export async function runPreTokenGeneration(
  cognito: Pick<Cognito, 'clock' | 'functions'>,
  call: Call,
  {
    pool,
    person,
    client,
    source,
    clientMetadata,
  }: {
    pool: Pool;
    person: Person;
    client: { id: string };
    source: PreTokenSource;
    clientMetadata: Record<string, string> | undefined;
  },
  claims: TokenClaims,
): Promise<TokenClaims> {
  const second = pool.settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion === 'V2_0';
  const { names, roles, preferredRole } = groupsOf(pool, person);
  const response = await runTrigger(cognito, call, {
    trigger: 'PreTokenGeneration',
    source,
    pool,
    userName: person.username,
    clientId: client.id,
    version: second ? '2' : '1',
    request: {
      userAttributes: triggerAttributes(pool, person),
      groupConfiguration: {
        groupsToOverride: names,
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      ...(second && { scopes: String(claims.access['scope'] ?? '').split(' ') }),
      ...(clientMetadata && { clientMetadata }),
    },
    response: second ? { claimsAndScopeOverrideDetails: null } : { claimsOverrideDetails: null },
  });
  const details = response?.[second ? 'claimsAndScopeOverrideDetails' : 'claimsOverrideDetails'];
  if (!isRecord(details)) return claims;
  const groups = details['groupOverrideDetails'];
  if (!second)
    return {
      id: withGroups(overridden(claims.id, details, true), groups, true),
      access: withGroups(claims.access, groups, false),
    };
  return {
    id: withGroups(overridden(claims.id, details['idTokenGeneration'], true), groups, true),
    access: withScopes(
      withGroups(overridden(claims.access, details['accessTokenGeneration'], false), groups, false),
      details['accessTokenGeneration'],
    ),
  };
}

function overridden(claims: Claims, details: unknown, isId: boolean): Claims {
  if (!isRecord(details)) return claims;
  const guarded = (name: string) =>
    PROTECTED.has(name) ||
    name.startsWith('dev:') ||
    (isId ? PROTECTED_ID_ONLY.has(name) : name.startsWith('cognito:'));
  const result = { ...claims };
  const suppressed = details['claimsToSuppress'];
  for (const name of Array.isArray(suppressed) ? suppressed : []) {
    if (typeof name === 'string' && !guarded(name)) delete result[name];
  }
  const added = details['claimsToAddOrOverride'];
  for (const [name, value] of Object.entries(isRecord(added) ? added : {})) {
    if (!guarded(name)) result[name] = value;
  }
  return result;
}

function withGroups(claims: Claims, override: unknown, isId: boolean): Claims {
  if (!isRecord(override)) return claims;
  const result = { ...claims };
  const { groupsToOverride: groups, iamRolesToOverride: roles, preferredRole } = override;
  if (Array.isArray(groups)) {
    if (groups.length > 0) result['cognito:groups'] = groups;
    else delete result['cognito:groups'];
  }
  if (isId && Array.isArray(roles)) result['cognito:roles'] = roles;
  if (isId && typeof preferredRole === 'string') result['cognito:preferred_role'] = preferredRole;
  return result;
}

function withScopes(claims: Claims, details: unknown): Claims {
  if (!isRecord(details)) return claims;
  const added = texts(details['scopesToAdd']);
  const suppressed = new Set(texts(details['scopesToSuppress']));
  const scopes = new Set([...texts(String(claims['scope'] ?? '').split(' ')), ...added]);
  return { ...claims, scope: [...scopes].filter((scope) => !suppressed.has(scope)).join(' ') };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
