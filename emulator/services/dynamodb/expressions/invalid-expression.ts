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

/** Where an expression comes from: a parameter, or undefined for a statement of PartiQL, whose refusals name none. */
export type ExpressionSource = ExpressionParameter | undefined;

/** The refusal of an expression, with the name of its parameter before it. */
export function invalidExpression(source: ExpressionSource, message: string): AwsError {
  return invalid(source ? `Invalid ${source}: ${message}` : message);
}
