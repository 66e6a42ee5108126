import { decodeJwt, type JWTPayload } from 'jose';
import { expiredToken, unauthorized } from '../../../execute-api/gateway-failure.ts';
import { textsOf } from '../../../execute-api/jwt/claim-texts.ts';
import { type KeySets, TokenError } from '../../../execute-api/jwt/key-sets.ts';
import type { CompiledAuthorizer } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { sourceValue } from '../parameter-source.ts';

/**
 * Checks a user pool's token (API Gateway guide, "Control access to REST APIs using Amazon Cognito user pools as an authorizer"): signed by
 * one of the authorizer's pools, not expired, its `aud` (the client of an ID token) matching the authorizer's expression. Without scopes on
 * the method it must be an ID token; with scopes an access token that has one of them. Throws GatewayFailure 401.
 */
export async function authorizeByUserPool(
  keySets: Pick<KeySets, 'verify'>,
  exchange: Exchange,
  { record, sources, expression }: CompiledAuthorizer,
): Promise<void> {
  const [source] = sources;
  const value = source && sourceValue(exchange, source);
  if (!value) throw unauthorized();
  const token = value.replace(/^Bearer\s+/i, '');
  const issuer = issuerOf(token);
  const issuers = (record.providerARNs ?? []).map(issuerOfPool);
  if (!issuer || !issuers.includes(issuer)) throw unauthorized();
  const claims = await verified(keySets, token, issuer);
  const scopes = exchange.route?.record.authorizationScopes ?? [];
  if (scopes.length > 0) {
    const given = String(claims['scope'] ?? '').split(' ');
    if (claims['token_use'] !== 'access' || !scopes.some((scope) => given.includes(scope)))
      throw unauthorized();
  } else if (claims['token_use'] !== 'id') throw unauthorized();
  if (expression && !expression.matchesWhole(String(claims.aud ?? ''))) throw unauthorized();
  const texts = textsOf(claims);
  exchange.authorizer = {
    principalId: texts['sub'] ?? '',
    context: Object.fromEntries(Object.entries(texts).map(([name, text]) => [`claims.${name}`, text])),
    claims: { claims: texts },
    cached: false,
  };
}

async function verified(
  keySets: Pick<KeySets, 'verify'>,
  token: string,
  issuer: string,
): Promise<JWTPayload> {
  try {
    return await keySets.verify(token, issuer);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw error.reason === 'expired' ? expiredToken() : unauthorized();
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** `arn:aws:cognito-idp:<region>:<account>:userpool/<pool>` → its issuer. */
function issuerOfPool(arn: string): string {
  const [, region = '', pool = ''] =
    /^arn:aws[\w-]*:cognito-idp:([\w-]+):\d*:userpool\/(.+)$/.exec(arn) ?? [];
  return `https://cognito-idp.${region}.amazonaws.com/${pool}`;
}
