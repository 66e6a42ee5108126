import type { RevokeTokenRequest, RevokeTokenResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { isClientSecret } from '../passwords/secret-hash.ts';
import { readRefreshToken } from '../tokens/refresh-token.ts';

/** Ends the sign-in of a refresh token, and with it its access tokens. A deleted one is no error. */
export function revokeToken({ store }: Pick<Cognito, 'store'>) {
  return operation<RevokeTokenRequest, RevokeTokenResponse>({
    honours: { Token: true, ClientId: true, ClientSecret: true },
    run({ Token = '', ClientId = '', ClientSecret }) {
      const pool = store.state.pools.get(store.state.poolOfClient.get(ClientId) ?? '');
      const client = pool?.clients.get(ClientId);
      if (!pool || !client || !isClientSecret(client, ClientSecret)) {
        throw new AwsError('UnauthorizedException', 'Invalid client credentials.');
      }
      if (client.settings.EnableTokenRevocation === false) {
        throw new AwsError(
          'UnsupportedOperationException',
          'Token revocation is not enabled for this client.',
        );
      }
      const parts = readRefreshToken(Token);
      if (!parts) {
        // Only refresh tokens can be revoked; ID and access tokens have three parts.
        if (Token.split('.').length === 3) {
          throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type');
        }
        return {};
      }
      const session = pool.people.bySub.get(parts.sub)?.sessions.get(parts.originJti);
      if (!session) return {};
      if (session.clientId !== client.id) {
        throw new AwsError('UnauthorizedException', 'The token was not issued to this client.');
      }
      store.commit.closeSession({ poolId: pool.id, sub: parts.sub, id: parts.originJti });
      return {};
    },
  });
}
