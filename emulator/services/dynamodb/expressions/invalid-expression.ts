import { AwsError } from '../../../edge/aws-error.ts';

/** The parameters that hold an expression. */
export type ExpressionParameter =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** The error for a request: AwsError `ValidationException`. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The source of an expression: a parameter, or undefined for a PartiQL statement, whose errors name none. */
export type ExpressionSource = ExpressionParameter | undefined;

/** The error of an expression, with its parameter's name in front. */
export function invalidExpression(source: ExpressionSource, message: string): AwsError {
  return invalid(source ? `Invalid ${source}: ${message}` : message);
}
