import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolClient } from '../state/settings.ts';

/** What a wrong password brings; also what a person who is not there brings, where existence is hidden. */
export function incorrect(): AwsError {
  return new AwsError('NotAuthorizedException', 'Incorrect username or password.');
}

/** Whether a client's answers must not tell who exists. */
export function hidesExistence(client: PoolClient): boolean {
  return client.settings.PreventUserExistenceErrors === 'ENABLED';
}

/** What a sign-in by nobody's name brings. */
export function nobody(client: PoolClient): AwsError {
  return hidesExistence(client) ? incorrect() : new AwsError('UserNotFoundException', 'User does not exist.');
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function notAuthorized(message: string): AwsError {
  return new AwsError('NotAuthorizedException', message);
}
