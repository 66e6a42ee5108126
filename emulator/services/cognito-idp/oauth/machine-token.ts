import { SignJWT } from 'jose';
import type { Cognito } from '../cognito.ts';
import { tokenSeconds } from '../pool/client-settings.ts';
import { customScopes } from '../pool/oauth-settings.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { OauthFailure } from './oauth-failure.ts';

/** The token endpoint's answer. */
export interface TokenAnswer {
  access_token: string;
  expires_in: number;
  token_type: 'Bearer';
  id_token?: string;
  refresh_token?: string;
}

/**
 * Makes an access token for a client itself (`client_credentials`), with the requested scopes, or all allowed ones. Throws OauthFailure
 * `invalid_grant` for a client without OAuth flows, `unauthorized_client` for one with others, `invalid_scope`.
 */
export async function machineToken(
  { clock, random, signingKeys }: Pick<Cognito, 'clock' | 'random' | 'signingKeys'>,
  region: string,
  { pool, client }: { pool: Pool; client: PoolClient },
  asked: string | null,
): Promise<TokenAnswer> {
  const { settings } = client;
  if (!settings.AllowedOAuthFlowsUserPoolClient) throw new OauthFailure('invalid_grant');
  if (!settings.AllowedOAuthFlows?.includes('client_credentials'))
    throw new OauthFailure('unauthorized_client');
  const known = customScopes(pool);
  const allowed = (settings.AllowedOAuthScopes ?? []).filter((scope) => known.includes(scope));
  const wanted = asked?.split(' ').filter(Boolean) ?? [];
  const scopes = wanted.length > 0 ? wanted : allowed;
  if (scopes.length === 0 || scopes.some((scope) => !allowed.includes(scope)))
    throw new OauthFailure('invalid_scope');
  const { kid, privateKey } = await signingKeys.ready(pool, 'access');
  const issuedAt = Math.floor(clock.now() / 1000);
  const { access } = tokenSeconds(settings);
  const token = await new SignJWT({
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: issuedAt,
    iss: issuerOf(region, pool.id),
    exp: issuedAt + access,
    iat: issuedAt,
    version: 2,
    jti: random.uuid(),
    client_id: client.id,
  })
    .setProtectedHeader({ kid, alg: 'RS256' })
    .sign(privateKey);
  return { access_token: token, expires_in: access, token_type: 'Bearer' };
}
