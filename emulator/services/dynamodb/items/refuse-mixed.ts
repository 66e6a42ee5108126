import { invalid } from '../expressions/invalid-expression.ts';

/** The parameters of an operation that hold expressions, and those of the first API that they stand in for. */
export interface ExpressionParameters {
  readonly expressions: readonly string[];
  readonly legacy: readonly string[];
}

/**
 * Refuses expressions beside what they stand in for, and names and values without an expression that could use them. Throws AwsError
 * `ValidationException`.
 */
export function refuseMixed(request: object, { expressions, legacy }: ExpressionParameters): void {
  const given = request as Readonly<Record<string, unknown>>;
  const isGiven = (name: string) => given[name] !== undefined;
  const used = expressions.filter(isGiven);
  const old = legacy
    .filter(isGiven)
    .filter((name) => name !== 'KeyConditions' || isGiven('KeyConditionExpression'));
  if (used.length > 0 && old.length > 0)
    throw invalid(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${used.join(', ')}}`,
    );
  if (isGiven('ExpressionAttributeNames') && used.length === 0)
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  const valued = expressions.filter((name) => name !== 'ProjectionExpression');
  if (valued.length > 0 && isGiven('ExpressionAttributeValues') && !valued.some(isGiven))
    throw invalid(
      `ExpressionAttributeValues can only be specified when using expressions: ${valued.join(' and ')} ${valued.length > 1 ? 'are' : 'is'} null`,
    );
}

/** Rejects values that are none. Throws AwsError `ValidationException`. */
export function refuseDuplicateNames(names: readonly string[] | undefined): void {
  const twice = names?.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw invalid(`One or more parameter values were invalid: Duplicate value in attribute name: ${twice}`);
}
