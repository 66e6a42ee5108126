import { AwsError } from '../../../edge/aws-error.ts';

/** The parameters that hold an expression. */
export type ExpressionParameter =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** The refusal of a request: AwsError `ValidationException`. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The refusal of an expression, with the name of its parameter before it. */
export function invalidExpression(parameter: ExpressionParameter, message: string): AwsError {
  return invalid(`Invalid ${parameter}: ${message}`);
}
