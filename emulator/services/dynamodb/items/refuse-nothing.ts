import { invalid } from '../expressions/invalid-expression.ts';
import { asObject } from '../named-attributes.ts';

/** Rejects a batch of nothing, before its other parameters are looked at. Throws AwsError `ValidationException`. */
export function refuseNothing(input: object, operation: string): void {
  const { RequestItems: items } = input as { RequestItems?: unknown };
  if (items === undefined || items === null || Array.isArray(items) || typeof items !== 'object') return;
  if (Object.keys(asObject(items)).length === 0)
    throw invalid(`The requestItems parameter is required for ${operation}`);
}
