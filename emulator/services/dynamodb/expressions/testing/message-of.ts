import { AwsError } from '../../../../edge/aws-error.ts';
import type { AttributeValue } from '../../values/attribute-value.ts';
import { type Bindings, bindingsOf } from '../bindings.ts';

/** The message of a step's `ValidationException`, undefined if it succeeds. */
export function messageOf(step: () => unknown): string | undefined {
  try {
    step();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ValidationException') return error.message;
    throw error;
  }
  return undefined;
}

/** Bindings of names without `#` and values without `:`. */
export function bound(
  names: Record<string, string> = {},
  values: Record<string, AttributeValue> = {},
): Bindings {
  const keyed = (sign: string, record: object) =>
    Object.keys(record).length === 0
      ? undefined
      : Object.fromEntries(Object.entries(record).map(([key, value]) => [sign + key, value]));
  return bindingsOf({
    ExpressionAttributeNames: keyed('#', names),
    ExpressionAttributeValues: keyed(':', values),
  });
}
