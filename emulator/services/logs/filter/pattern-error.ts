import { AwsError } from '../../../edge/aws-error.ts';

/** The error for an invalid pattern. */
export function invalidPattern(message = 'Invalid filter pattern'): AwsError {
  return new AwsError('InvalidParameterException', message);
}
