import type { RespondToAuthChallengeResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../../cognito.ts';
import type { FactorAnswer } from '../../mfa/respond.ts';
import { checkSecretHash } from '../../passwords/secret-hash.ts';
import type { Attempt } from '../attempt.ts';
import { invalidParameter } from '../errors.ts';
import { type Held, invalidSession, openSession, useSession } from '../session.ts';
import { availableChallenges } from './available-challenges.ts';
import { type ChoiceAttempt, challengeFor } from './challenge-for.ts';

/**
 * Goes on with the factor that `ANSWER` names. A wrong password keeps the session for another try. Throws `InvalidParameterException` for a
 * factor that the person cannot use.
 */
export async function respondToSelection(
  cognito: Cognito,
  attempt: Attempt,
  { session, responses }: FactorAnswer,
): Promise<RespondToAuthChallengeResponse> {
  const { held, ...known } = resume(cognito, attempt, 'SELECT_CHALLENGE', { session, responses });
  const { ANSWER: answer } = responses;
  if (!answer) throw invalidParameter('Missing required parameter ANSWER');
  const chosen = availableChallenges(known.pool, known.person).find((challenge) => challenge === answer);
  if (!chosen) throw invalidParameter('Selected challenge is not available for the user.');
  const next = await challengeFor(cognito, known, chosen, responses);
  useSession(cognito, known.pool, held);
  return next;
}

/** Takes the password, or the first value of SRP, that the chosen challenge asks for. */
export async function respondWithFirstFactor(
  cognito: Cognito,
  attempt: Attempt,
  challenge: 'PASSWORD' | 'PASSWORD_SRP',
  { session, responses }: FactorAnswer,
): Promise<RespondToAuthChallengeResponse> {
  const { held, ...known } = resume(cognito, attempt, challenge, { session, responses });
  const needed = challenge === 'PASSWORD' ? 'PASSWORD' : 'SRP_A';
  if (!responses[needed]) throw invalidParameter(`Missing required parameter ${needed}`);
  const next = await challengeFor(cognito, known, challenge, responses);
  useSession(cognito, known.pool, held);
  return next;
}

/** The person of a session; undefined for a name that nobody has. Throws for an invalid session, and for a person who is gone. */
function resume(
  cognito: Cognito,
  attempt: Attempt,
  challenge: string,
  { session, responses }: FactorAnswer,
): ChoiceAttempt & { held: Held } {
  const { pool, client, username } = attempt;
  const held = openSession(cognito, attempt, challenge, session);
  const { sub } = held;
  const person = sub === undefined ? undefined : pool.people.bySub.get(String(sub));
  checkSecretHash(client, [username, person?.username], responses['SECRET_HASH']);
  if (sub !== undefined && !person) throw invalidSession();
  return { ...attempt, person, held };
}
