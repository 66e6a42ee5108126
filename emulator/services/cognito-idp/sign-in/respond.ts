import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { invalidParameter } from './errors.ts';
import { respondWithNewPassword } from './new-password.ts';
import { respondToSrp } from './srp.ts';

/** Takes a client's response to a challenge. Throws `InvalidParameterException` without a username, and what the challenges throw. */
export async function respond(
  cognito: Cognito,
  call: Call,
  {
    pool,
    client,
    ChallengeName,
    Session,
    ChallengeResponses: responses = {},
    ClientMetadata,
  }: { pool: Pool; client: PoolClient } & Pick<
    RespondToAuthChallengeRequest,
    'ChallengeName' | 'Session' | 'ChallengeResponses' | 'ClientMetadata'
  >,
): Promise<RespondToAuthChallengeResponse> {
  const username = responses['USERNAME'];
  if (!username) throw invalidParameter('Missing required parameter USERNAME');
  const attempt = {
    call,
    pool,
    client,
    username,
    validationData: ClientMetadata,
    clientMetadata: ClientMetadata,
  };
  return ChallengeName === 'PASSWORD_VERIFIER'
    ? respondToSrp(cognito, attempt, responses)
    : respondWithNewPassword(cognito, attempt, Session, responses);
}
