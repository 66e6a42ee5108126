import type { Cognito } from '../cognito.ts';
import type { Pool } from '../state/state.ts';
import { readRefreshToken } from '../tokens/refresh-token.ts';
import { authenticateClient } from './authenticate-client.ts';
import { OauthFailure } from './oauth-failure.ts';

/**
 * `POST /oauth2/revoke`: ends the sign-in of a refresh token. A deleted one is no error (developer guide, "The token revocation endpoint").
 * Throws OauthFailure.
 */
export function revokeByForm(
  { store }: Pick<Cognito, 'store'>,
  pool: Pool | undefined,
  authorization: string | undefined,
  form: URLSearchParams,
): void {
  const token = form.get('token');
  if (!token) throw new OauthFailure('invalid_request');
  const known = authenticateClient(store.state, pool, authorization, form);
  if (known.client.settings.EnableTokenRevocation === false) throw new OauthFailure('invalid_request');
  const parts = readRefreshToken(token);
  if (!parts) {
    if (token.split('.').length === 3) throw new OauthFailure('unsupported_token_type');
    return;
  }
  const session = known.pool.people.bySub.get(parts.sub)?.sessions.get(parts.originJti);
  if (!session) return;
  if (session.clientId !== known.client.id) throw new OauthFailure('invalid_client', { status: 401 });
  store.commit.closeSession({ poolId: known.pool.id, sub: parts.sub, id: parts.originJti });
}
