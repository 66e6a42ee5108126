import type { JWTPayload } from 'jose';
import { textsOf } from '../../execute-api/jwt/claim-texts.ts';
import { type KeySets, TokenError } from '../../execute-api/jwt/key-sets.ts';
import type { CompiledAuthorizer } from './compile-stage.ts';
import type { HttpExchange } from './http-exchange.ts';
import { HttpFailure } from './http-failure.ts';
import { identityValue } from './identity-value.ts';

/**
 * Checks a token (API Gateway guide, "Control access to HTTP APIs with JWT authorizers"): signature by the issuer's keys, `iss`, `exp`,
 * `nbf`, `iat`, and `aud`, or `client_id` where there is none, against the audience. Throws HttpFailure: 401, and 403 where the
 * route's scopes are not among the token's.
 */
export async function authorizeByJwt(
  keySets: KeySets,
  exchange: HttpExchange,
  { sources, record }: CompiledAuthorizer,
): Promise<void> {
  const { Issuer = '', Audience = [] } = record.JwtConfiguration ?? {};
  const [source] = sources;
  const token = source && identityValue(exchange, source)?.replace(/^Bearer\s+/i, '');
  if (!token) throw refused(401);
  const claims = await verified(keySets, token, Issuer);
  const audience = claims.aud === undefined ? [claims['client_id']] : [claims.aud].flat();
  if (!audience.some((one) => typeof one === 'string' && Audience.includes(one)))
    throw refused(401, 'invalid_token', 'the token does not have a valid audience');
  const wanted = exchange.route?.record.AuthorizationScopes ?? [];
  const scopes = scopesOf(claims);
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope)))
    throw refused(403, 'insufficient_scope', undefined, wanted.join(' '));
  const texts = textsOf(claims);
  const jwt = { claims: texts, scopes: wanted.length > 0 ? scopes : null };
  exchange.authorizer = {
    principalId: claims.sub,
    context: texts,
    shown: { jwt },
    jwt,
    cached: false,
  };
}

async function verified(keySets: KeySets, token: string, issuer: string): Promise<JWTPayload> {
  try {
    return await keySets.verify(token, issuer);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const why =
      error.reason === 'expired' ? 'the token has expired' : 'signing method or signature is invalid';
    throw refused(401, 'invalid_token', why);
  }
}

function scopesOf(claims: JWTPayload): string[] {
  const given = claims['scope'] ?? claims['scp'] ?? '';
  return Array.isArray(given) ? given.map(String) : String(given).split(' ');
}

function refused(status: 401 | 403, error?: string, description?: string, scope = ''): HttpFailure {
  const challenge = error
    ? `Bearer scope="${scope}" error="${error}"${description ? ` error_description="${description}"` : ''}`
    : 'Bearer';
  return new HttpFailure(status, status === 401 ? 'Unauthorized' : 'Forbidden', {
    headers: { 'www-authenticate': challenge },
  });
}
