import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { refresh } from '../sign-in/refresh.ts';
import type { Pool } from '../state/state.ts';
import { authenticateClient } from './authenticate-client.ts';
import { machineToken, type TokenAnswer } from './machine-token.ts';
import { OauthFailure } from './oauth-failure.ts';

/**
 * `POST /oauth2/token`: tokens for machines (`client_credentials`), and new ones for people (`refresh_token`). It rejects codes, which only
 * the pages of a domain give out. Throws OauthFailure.
 */
export async function issueByGrant(
  cognito: Cognito,
  call: Call,
  pool: Pool | undefined,
  authorization: string | undefined,
  form: URLSearchParams,
): Promise<TokenAnswer> {
  const grant = form.get('grant_type');
  if (!grant) throw new OauthFailure('invalid_request');
  const known = authenticateClient(cognito.store.state, pool, authorization, form);
  if (grant === 'client_credentials') return machineToken(cognito, call.region, known, form.get('scope'));
  if (grant === 'authorization_code') throw new OauthFailure('invalid_grant');
  if (grant !== 'refresh_token') throw new OauthFailure('unsupported_grant_type');
  const token = form.get('refresh_token');
  if (!token) throw new OauthFailure('invalid_request');
  try {
    const result = await refresh(cognito, call, { ...known, token, clientMetadata: undefined });
    return {
      ...(result.IdToken && { id_token: result.IdToken }),
      access_token: result.AccessToken ?? '',
      ...(result.RefreshToken && { refresh_token: result.RefreshToken }),
      expires_in: result.ExpiresIn ?? 0,
      token_type: 'Bearer',
    };
  } catch (error) {
    if (error instanceof AwsError) throw new OauthFailure('invalid_grant');
    throw error;
  }
}
