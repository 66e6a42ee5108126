import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../../edge/aws-error.ts';
import type { Cognito } from '../../cognito.ts';
import { checkSecretHash } from '../../passwords/secret-hash.ts';
import { findPerson } from '../../people/find-person.ts';
import { migrateForSignIn } from '../../triggers/user-migration.ts';
import type { Attempt } from '../attempt.ts';
import { hidesExistence, incorrect, nobody } from '../errors.ts';
import { runPreAuthentication } from '../pre-authentication.ts';
import { makeSession } from '../session.ts';
import { availableChallenges } from './available-challenges.ts';
import { challengeFor } from './challenge-for.ts';

/**
 * Starts `USER_AUTH`: goes on with `PREFERRED_CHALLENGE` if the person can use it, and otherwise answers `SELECT_CHALLENGE` with those that
 * they can use (API reference, InitiateAuth, AuthParameters). Throws `UserNotConfirmedException` and `NotAuthorizedException` for a person
 * who can use none.
 */
export async function startChoice(
  cognito: Cognito,
  attempt: Attempt,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { pool, client, username } = attempt;
  const preferred = parameters['PREFERRED_CHALLENGE'];
  const known = findPerson(pool, username);
  checkSecretHash(client, [username, known?.username], parameters['SECRET_HASH']);
  const password = preferred === 'PASSWORD' ? parameters['PASSWORD'] : undefined;
  const person = known ?? (password ? await migrateForSignIn(cognito, attempt, password) : undefined);
  if (!person && !hidesExistence(client)) throw nobody(client);
  await runPreAuthentication(cognito, attempt, person);

  const available = availableChallenges(pool, person);
  if (person && available.length === 0) throw unable(person.status === 'UNCONFIRMED');
  const chosen = available.find((challenge) => challenge === preferred);
  if (chosen) return challengeFor(cognito, { ...attempt, person }, chosen, parameters);
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: makeSession(cognito, attempt, 'SELECT_CHALLENGE', person ? { sub: person.sub } : {}),
    AvailableChallenges: available,
    ChallengeParameters: {},
  };
}

function unable(unconfirmed: boolean): AwsError {
  return unconfirmed ? new AwsError('UserNotConfirmedException', 'User is not confirmed.') : incorrect();
}
