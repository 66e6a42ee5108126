import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../../cognito.ts';
import { checkSecretHash } from '../../passwords/secret-hash.ts';
import { findPerson } from '../../people/find-person.ts';
import type { Attempt } from '../attempt.ts';
import { hidesExistence, nobody } from '../errors.ts';
import { runPreAuthentication } from '../pre-authentication.ts';
import { proveBySrp } from '../srp.ts';
import { nextStep } from './next-step.ts';

/**
 * Starts `CUSTOM_AUTH`. With `CHALLENGE_NAME` `SRP_A` the functions see that the password comes first (API reference, InitiateAuth,
 * AuthParameters).
 */
export async function startCustom(
  cognito: Cognito,
  attempt: Attempt,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { pool, client, username } = attempt;
  const person = findPerson(pool, username);
  checkSecretHash(client, [username, person?.username], parameters['SECRET_HASH']);
  if (!person && !hidesExistence(client)) throw nobody(client);
  await runPreAuthentication(cognito, attempt, person);
  if (parameters['CHALLENGE_NAME'] !== 'SRP_A') return nextStep(cognito, { ...attempt, person }, []);
  const history = [{ challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null }];
  return nextStep(cognito, { ...attempt, person }, history, (content) =>
    proveBySrp(cognito, attempt, parameters, content),
  );
}
