import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { respondWithChoice, respondWithFactor, respondWithSetup } from '../mfa/respond.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { respondToSelection, respondWithFirstFactor } from './choice/respond.ts';
import { respondToCustomChallenge } from './custom/respond.ts';
import { invalidParameter } from './errors.ts';
import { respondWithNewPassword } from './new-password.ts';
import { respondToSrp } from './srp.ts';

/** The challenges that can be answered; the others belong to devices and passkeys. */
export const CHALLENGES = [
  'SELECT_CHALLENGE',
  'PASSWORD',
  'PASSWORD_SRP',
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'CUSTOM_CHALLENGE',
];

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
  const answer = { session: Session, responses };
  switch (ChallengeName) {
    case 'SELECT_CHALLENGE':
      return respondToSelection(cognito, attempt, answer);
    case 'PASSWORD':
    case 'PASSWORD_SRP':
      return respondWithFirstFactor(cognito, attempt, ChallengeName, answer);
    case 'PASSWORD_VERIFIER':
      return respondToSrp(cognito, attempt, responses);
    case 'SMS_MFA':
    case 'EMAIL_OTP':
    case 'SOFTWARE_TOKEN_MFA':
      return respondWithFactor(cognito, attempt, ChallengeName, answer);
    case 'SELECT_MFA_TYPE':
      return respondWithChoice(cognito, attempt, answer);
    case 'MFA_SETUP':
      return respondWithSetup(cognito, attempt, answer);
    case 'CUSTOM_CHALLENGE':
      return respondToCustomChallenge(cognito, attempt, answer);
    default:
      return respondWithNewPassword(cognito, attempt, Session, responses);
  }
}
