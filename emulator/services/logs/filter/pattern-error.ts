import { AwsError } from '../../../edge/aws-error.ts';

/** The refusal of a pattern that is none. */
export function invalidPattern(message = 'Invalid filter pattern'): AwsError {
  return new AwsError('InvalidParameterException', message);
}
