import type { Endpoint } from '../../../edge/endpoint.ts';
import type { Cognito } from '../cognito.ts';
import type { Pool } from '../state/state.ts';
import { issuerOf } from './issuer.ts';

const PATH = /^\/([\w-]+_[0-9a-zA-Z]+)\/\.well-known\/(jwks\.json|openid-configuration)(?:\?.*)?$/;

/** `/<pool>/.well-known/jwks.json` and `openid-configuration`, at Cognito's paths below the issuer's address. */
export function keySetEndpoint(
  { store, signingKeys }: Pick<Cognito, 'store' | 'signingKeys'>,
  { region, endpoint }: { region: string; endpoint(): string },
): Endpoint {
  return {
    name: 'cognito-key-set',
    forEveryOrigin: true,
    matches: (url) => url.includes('/.well-known/') && PATH.test(url),
    async handle(request, response) {
      request.resume();
      const [, poolId = '', document] = PATH.exec(request.url ?? '') ?? [];
      const pool = store.state.pools.get(poolId);
      const body = !pool
        ? { message: `User pool ${poolId} does not exist.` }
        : document === 'jwks.json'
          ? { keys: await publicKeys(signingKeys, pool) }
          : configuration(issuerOf(region, poolId), {
              jwks: `${endpoint()}/${poolId}/.well-known/jwks.json`,
              // As in LocalStack: the client's id names the pool.
              domain: pool.domain && `${endpoint()}/_aws/cognito-idp`,
            });
      const text = JSON.stringify(body);
      response
        .writeHead(pool ? 200 : 404, {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          'Cache-Control': 'public, max-age=86400',
        })
        .end(text);
    },
  };
}

/** Both keys of a pool, the ID tokens' first. */
async function publicKeys(signingKeys: Cognito['signingKeys'], pool: Pool): Promise<object[]> {
  const keys = await Promise.all([signingKeys.of(pool, 'id'), signingKeys.of(pool, 'access')]);
  return keys.map(({ publicJwk }) => publicJwk);
}

/**
 * Addresses are this engine's, because the issuer's own are on the internet. Those of the OAuth endpoints appear once the pool has a domain
 * (developer guide, "User pool endpoints").
 */
function configuration(
  issuer: string,
  { jwks, domain }: { jwks: string; domain: string | undefined },
): object {
  return {
    ...(domain && {
      authorization_endpoint: `${domain}/oauth2/authorize`,
      end_session_endpoint: `${domain}/logout`,
    }),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: jwks,
    response_types_supported: ['code', 'token'],
    ...(domain && { revocation_endpoint: `${domain}/oauth2/revoke` }),
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    ...(domain && {
      token_endpoint: `${domain}/oauth2/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      userinfo_endpoint: `${domain}/oauth2/userInfo`,
    }),
  };
}
