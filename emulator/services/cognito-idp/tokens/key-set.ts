import type { Endpoint } from '../../../edge/endpoint.ts';
import type { Cognito } from '../cognito.ts';
import { issuerOf } from './issuer.ts';

const PATH = /^\/([\w-]+_[0-9a-zA-Z]+)\/\.well-known\/(jwks\.json|openid-configuration)(?:\?.*)?$/;

/** `/<pool>/.well-known/jwks.json` and `openid-configuration`, where Cognito has them below the issuer's address. */
export function keySetEndpoint(
  { store, signingKeys }: Pick<Cognito, 'store' | 'signingKeys'>,
  { region, endpoint }: { region: string; endpoint(): string },
): Endpoint {
  return {
    name: 'cognito-key-set',
    matches: (url) => url.includes('/.well-known/') && PATH.test(url),
    async handle(request, response) {
      request.resume();
      const [, poolId = '', document] = PATH.exec(request.url ?? '') ?? [];
      const pool = store.state.pools.get(poolId);
      const body = !pool
        ? { message: `User pool ${poolId} does not exist.` }
        : document === 'jwks.json'
          ? { keys: [(await signingKeys.of(pool)).publicJwk] }
          : configuration(issuerOf(region, poolId), `${endpoint()}/${poolId}/.well-known/jwks.json`);
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

/** The key set's address is this engine's, since the issuer's own is on the internet. */
function configuration(issuer: string, jwksUri: string): object {
  return {
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: jwksUri,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
  };
}
