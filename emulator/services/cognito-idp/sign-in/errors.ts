import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolClient } from '../state/settings.ts';

/** The error for a wrong password, and for an unknown person where existence is hidden. */
export function incorrect(): AwsError {
  return new AwsError('NotAuthorizedException', 'Incorrect username or password.');
}

/** Whether a client's answers must not reveal who exists. */
export function hidesExistence(client: PoolClient): boolean {
  return client.settings.PreventUserExistenceErrors === 'ENABLED';
}

/** The error for a sign-in by an unknown name. */
export function nobody(client: PoolClient): AwsError {
  return hidesExistence(client) ? incorrect() : new AwsError('UserNotFoundException', 'User does not exist.');
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function notAuthorized(message: string): AwsError {
  return new AwsError('NotAuthorizedException', message);
}
