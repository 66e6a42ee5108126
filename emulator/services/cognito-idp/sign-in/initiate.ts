import type { InitiateAuthRequest, InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { allowsFlow } from '../pool/client-settings.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { readRefreshToken } from '../tokens/refresh-token.ts';
import { startChoice } from './choice/start.ts';
import { startCustom } from './custom/start.ts';
import { invalidParameter } from './errors.ts';
import { signInWithPassword } from './password.ts';
import { refresh } from './refresh.ts';
import { startSrp } from './srp.ts';

/**
 * Starts or refreshes a sign-in by one of the client's flows. Throws `InvalidParameterException` for a flow that is off, or a missing
 * parameter, and what the flows throw.
 */
export async function initiate(
  cognito: Cognito,
  call: Call,
  {
    pool,
    client,
    AuthFlow,
    AuthParameters: parameters = {},
    ClientMetadata,
  }: { pool: Pool; client: PoolClient } & Pick<
    InitiateAuthRequest,
    'AuthFlow' | 'AuthParameters' | 'ClientMetadata'
  >,
): Promise<InitiateAuthResponse> {
  const flow = flowOf(AuthFlow ?? '');
  if (!allowsFlow(client.settings, flow)) throw invalidParameter(notEnabled(flow));
  if (flow === 'REFRESH_TOKEN_AUTH') {
    const token = parameters['REFRESH_TOKEN'];
    if (!token) throw invalidParameter('Missing required parameter REFRESH_TOKEN');
    const sub = readRefreshToken(token)?.sub;
    const username = sub && pool.people.bySub.get(sub)?.username;
    checkSecretHash(client, [username, sub, ''], parameters['SECRET_HASH']);
    const tokens = await refresh(cognito, call, { pool, client, token, clientMetadata: ClientMetadata });
    return { ChallengeParameters: {}, AuthenticationResult: tokens };
  }
  const username = parameters['USERNAME'];
  if (!username) throw invalidParameter('Missing required parameter USERNAME');
  // This call's metadata reaches the functions before the password as `validationData`, and not those after it (API reference,
  // InitiateAuth, ClientMetadata).
  const attempt = { call, pool, client, username, validationData: ClientMetadata, clientMetadata: undefined };
  if (flow === 'USER_AUTH') return startChoice(cognito, attempt, parameters);
  if (flow === 'CUSTOM_AUTH') return startCustom(cognito, attempt, parameters);
  return flow === 'USER_SRP_AUTH'
    ? startSrp(cognito, attempt, parameters)
    : signInWithPassword(cognito, attempt, parameters);
}

/** The old names of two flows. */
function flowOf(name: string): string {
  if (name === 'REFRESH_TOKEN') return 'REFRESH_TOKEN_AUTH';
  return name === 'ADMIN_NO_SRP_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : name;
}

function notEnabled(flow: string): string {
  if (flow === 'USER_SRP_AUTH') return 'USER_SRP_AUTH is not enabled for the client.';
  if (flow === 'USER_PASSWORD_AUTH') return 'USER_PASSWORD_AUTH flow not enabled for this client';
  return 'Auth flow not enabled for this client';
}
