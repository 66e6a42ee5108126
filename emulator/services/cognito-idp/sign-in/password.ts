import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../cognito.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { isPassword } from '../passwords/srp.ts';
import { findPerson } from '../people/find-person.ts';
import { isStillThere } from '../people/still-there.ts';
import { migrateForSignIn } from '../triggers/user-migration.ts';
import { afterPassword } from './after-password.ts';
import type { Attempt, AttemptOf } from './attempt.ts';
import { hidesExistence, incorrect, invalidParameter, nobody } from './errors.ts';
import { refuseReset } from './finish.ts';
import { noteFailure, refuseLocked } from './lockout.ts';
import { runPreAuthentication } from './pre-authentication.ts';

/**
 * Signs in by name and password, for `USER_PASSWORD_AUTH` and `ADMIN_USER_PASSWORD_AUTH`. Throws `NotAuthorizedException`,
 * `UserNotFoundException` where existence is not hidden, and what follows the password.
 */
export async function signInWithPassword(
  cognito: Cognito,
  attempt: Attempt,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { pool, client, username } = attempt;
  const password = parameters['PASSWORD'];
  if (!password) throw invalidParameter('Missing required parameter PASSWORD');
  const known = findPerson(pool, username);
  checkSecretHash(client, [username, known?.username], parameters['SECRET_HASH']);

  const person = known ?? (await migrateForSignIn(cognito, attempt, password));
  if (!person) {
    if (hidesExistence(client)) await runPreAuthentication(cognito, attempt, undefined);
    throw nobody(client);
  }
  refuseLocked(cognito, person);
  await runPreAuthentication(cognito, attempt, person);
  return provePassword(cognito, { ...attempt, person }, password);
}

/** Checks the password of a person whom PreAuthentication has let pass. Throws as `signInWithPassword` does. */
export async function provePassword(
  cognito: Cognito,
  attempt: AttemptOf,
  password: string,
): Promise<InitiateAuthResponse> {
  const { pool, client, person } = attempt;
  refuseLocked(cognito, person);
  refuseReset({ person });
  const identity = { poolId: pool.id, username: person.username };
  const right = person.verifier && (await isPassword(cognito, identity, password, person.verifier));
  if (!isStillThere(cognito, pool, person)) throw nobody(client);
  if (!right) {
    noteFailure(cognito, pool, person);
    throw incorrect();
  }
  return afterPassword(cognito, attempt);
}
