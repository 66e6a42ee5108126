import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Cognito } from '../cognito.ts';
import { afterFirstFactor } from '../mfa/after-first-factor.ts';
import type { AttemptOf } from './attempt.ts';
import { notAuthorized } from './errors.ts';
import { newPasswordChallenge } from './new-password.ts';

/**
 * What follows the right password: tokens, the request for a new password, or an error. Throws `NotAuthorizedException` for disabled people
 * and expired temporary passwords, `UserNotConfirmedException`.
 */
export async function afterPassword(cognito: Cognito, attempt: AttemptOf): Promise<InitiateAuthResponse> {
  const { person } = attempt;
  if (!person.enabled) throw notAuthorized('User is disabled.');
  if (person.status === 'UNCONFIRMED') {
    throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (person.status === 'FORCE_CHANGE_PASSWORD') {
    if ((person.temporaryUntil ?? Infinity) <= cognito.clock.now()) {
      throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
    }
    return newPasswordChallenge(cognito, attempt);
  }
  return afterFirstFactor(cognito, attempt, {
    source: 'TokenGeneration_Authentication',
    statusBefore: person.status,
  });
}
