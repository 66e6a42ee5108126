import type {
  GetTokensFromRefreshTokenRequest,
  GetTokensFromRefreshTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { isClientSecret } from '../passwords/secret-hash.ts';
import { findClient } from '../pool/find-pool.ts';
import { notAuthorized } from '../sign-in/errors.ts';
import { refresh } from '../sign-in/refresh.ts';

/** Refreshes a sign-in: required for clients that rotate refresh tokens, possible for others. */
export function getTokensFromRefreshToken(cognito: Omit<Cognito, 'events' | 'power'>) {
  return operation<GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse>({
    honours: { RefreshToken: true, ClientId: true, ClientSecret: true, ClientMetadata: true },
    async run({ RefreshToken = '', ClientId, ClientSecret, ClientMetadata }, call) {
      const { pool, client } = findClient(cognito.store.state, ClientId);
      if (!isClientSecret(client, ClientSecret)) {
        throw notAuthorized(`Unable to verify secret for client ${client.id}`);
      }
      const token = RefreshToken;
      const AuthenticationResult = await refresh(cognito, call, {
        pool,
        client,
        token,
        clientMetadata: ClientMetadata,
      });
      return { AuthenticationResult };
    },
  });
}
