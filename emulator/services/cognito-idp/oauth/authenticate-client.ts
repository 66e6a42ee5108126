import { isClientSecret } from '../passwords/secret-hash.ts';
import type { PoolClient } from '../state/settings.ts';
import type { CognitoState, Pool } from '../state/state.ts';
import { OauthFailure } from './oauth-failure.ts';

/**
 * The calling client, by `client_secret_basic`, `client_secret_post`, or by its id if it has no secret. `pool` is the one of the domain, if
 * the address names it. Throws OauthFailure `invalid_request` or `invalid_client`.
 */
export function authenticateClient(
  state: CognitoState,
  pool: Pool | undefined,
  authorization: string | undefined,
  form: URLSearchParams,
): { pool: Pool; client: PoolClient } {
  const basic = basicCredentials(authorization);
  const clientId = basic?.id ?? form.get('client_id') ?? undefined;
  const secret = basic?.secret ?? form.get('client_secret') ?? undefined;
  if (clientId === undefined) throw new OauthFailure('invalid_request');
  const named = form.get('client_id');
  if (named !== null && named !== clientId) throw new OauthFailure('invalid_client');
  const found = pool ?? state.pools.get(state.poolOfClient.get(clientId) ?? '');
  const client = found?.clients.get(clientId);
  if (!found?.domain || !client || !isClientSecret(client, secret)) throw new OauthFailure('invalid_client');
  return { pool: found, client };
}

function basicCredentials(authorization: string | undefined): { id: string; secret: string } | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw new OauthFailure('invalid_client');
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}
