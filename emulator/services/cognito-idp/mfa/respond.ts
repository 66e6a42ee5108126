import type {
  RespondToAuthChallengeResponse,
  UserStatusType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../cognito.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { isStillThere } from '../people/still-there.ts';
import type { Attempt, AttemptOf } from '../sign-in/attempt.ts';
import { invalidParameter, notAuthorized } from '../sign-in/errors.ts';
import { finish } from '../sign-in/finish.ts';
import { type Held, invalidSession, openSession, useSession } from '../sign-in/session.ts';
import type { MfaFactor } from '../state/person.ts';
import type { PreTokenSource } from '../triggers/pre-token-generation.ts';
import { afterFirstFactor } from './after-first-factor.ts';
import type { Beginning } from './beginning.ts';
import { challengeBy } from './challenge-by.ts';
import { activeFactors } from './factors.ts';
import { takeSentCode, takeTotp, wrongSentCode } from './take-code.ts';

/** An answer to a challenge for a second factor. */
export interface FactorAnswer {
  session: string | undefined;
  responses: Readonly<Record<string, string>>;
}

const RESPONSE: Record<MfaFactor, string> = {
  SMS_MFA: 'SMS_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
};

/**
 * Checks the code of a factor and ends the sign-in, or goes on with the second factor. A wrong code keeps the session for another try. Throws `CodeMismatchException`,
 * `ExpiredCodeException` for a used or expired code, `LimitExceededException` after five wrong ones in an hour, `NotAuthorizedException`
 * for an invalid session.
 */
export async function respondWithFactor(
  cognito: Cognito,
  attempt: Attempt,
  factor: MfaFactor,
  { session, responses }: FactorAnswer,
): Promise<RespondToAuthChallengeResponse> {
  const code = responses[RESPONSE[factor]];
  if (!code) throw invalidParameter(`Missing required parameter ${RESPONSE[factor]}`);
  const { held, ...known } = resume(cognito, attempt, factor, { session, responses });
  if (factor === 'SOFTWARE_TOKEN_MFA') takeTotp(cognito, known, code);
  else takeSentCode(cognito, known, factor, code);
  useSession(cognito, known.pool, held);
  const beginning = beginningOf(held);
  if (held['firstFactor'] === true) return afterFirstFactor(cognito, known, beginning);
  return finish(cognito, known, beginning.source, beginning.statusBefore);
}

/** Reads the choice between several factors, and asks for the chosen one. */
export async function respondWithChoice(
  cognito: Cognito,
  attempt: Attempt,
  answer: FactorAnswer,
): Promise<RespondToAuthChallengeResponse> {
  const { held, ...known } = resume(cognito, attempt, 'SELECT_MFA_TYPE', answer);
  const chosen = activeFactors(known.pool, known.person).find(
    (factor) => factor === answer.responses['ANSWER'],
  );
  if (!chosen) throw invalidParameter('Invalid MFA type selected. Please choose one of MFAS_CAN_CHOOSE.');
  useSession(cognito, known.pool, held);
  return challengeBy(cognito, known, chosen, beginningOf(held));
}

/**
 * Ends a sign-in that had to set up a factor, by the session from VerifySoftwareToken. Throws `InvalidParameterException` while nothing is
 * set up.
 */
export async function respondWithSetup(
  cognito: Cognito,
  attempt: Attempt,
  answer: FactorAnswer,
): Promise<RespondToAuthChallengeResponse> {
  const { held, ...known } = resume(cognito, attempt, 'MFA_SETUP', answer);
  if (held['verified'] !== true) throw invalidParameter('User has not set up software token mfa');
  useSession(cognito, known.pool, held);
  const { source, statusBefore } = beginningOf(held);
  return finish(cognito, known, source, statusBefore);
}

/** The person of a session. Throws for an invalid session, and for a person who may no longer sign in. */
function resume(
  cognito: Cognito,
  attempt: Attempt,
  challenge: string,
  { session, responses }: FactorAnswer,
): AttemptOf & { held: Held } {
  const { pool, client, username } = attempt;
  const held = openSession(cognito, attempt, challenge, session);
  const person = pool.people.bySub.get(String(held['sub']));
  checkSecretHash(client, [username, person?.username], responses['SECRET_HASH']);
  // Asked for a code in the name of nobody: see `sign-in/choice/challenge-for.ts`.
  if (held['sub'] === undefined) throw wrongSentCode();
  if (!person || !isStillThere(cognito, pool, person)) throw invalidSession();
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return { ...attempt, person, held };
}

function beginningOf(held: Held): Beginning {
  return { source: held['source'] as PreTokenSource, statusBefore: held['statusBefore'] as UserStatusType };
}
