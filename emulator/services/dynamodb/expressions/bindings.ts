import type { AttributeValue } from '../values/attribute-value.ts';
import { valueFault } from '../values/check-value.ts';
import { invalid } from './invalid-expression.ts';

/** The names and values of a request's expressions (`#x`, `:x`), and which of them were used so far. */
export interface Bindings {
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, AttributeValue>>;
  readonly usedNames: Set<string>;
  readonly usedValues: Set<string>;
}

interface Given {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

/**
 * The names and values of a request, once they are checked: none may be empty, keys begin with `#` or `:`, values are sound. Numbers are
 * put into DynamoDB's notation. Throws AwsError `ValidationException`.
 */
export function bindingsOf({ ExpressionAttributeNames, ExpressionAttributeValues }: Given): Bindings {
  checkKeys('ExpressionAttributeNames', ExpressionAttributeNames, /^#[0-9a-zA-Z_]+$/);
  checkKeys('ExpressionAttributeValues', ExpressionAttributeValues, /^:[0-9a-zA-Z_]+$/);
  for (const [key, value] of Object.entries(ExpressionAttributeValues ?? {})) {
    const fault = valueFault(value);
    if (fault) throw invalid(`ExpressionAttributeValues contains invalid value: ${fault} for key ${key}`);
  }
  return {
    ...(ExpressionAttributeNames && { names: ExpressionAttributeNames }),
    ...(ExpressionAttributeValues && { values: ExpressionAttributeValues }),
    usedNames: new Set(),
    usedValues: new Set(),
  };
}

function checkKeys(parameter: string, given: Readonly<Record<string, unknown>> | undefined, form: RegExp) {
  if (!given) return;
  const keys = Object.keys(given);
  if (keys.length === 0) throw invalid(`${parameter} must not be empty`);
  const wrong = keys.find((key) => !form.test(key));
  if (wrong !== undefined) throw invalid(`${parameter} contains invalid key: Syntax error; key: "${wrong}"`);
}

/** Rejects names and values that no expression of the request used. Throws AwsError `ValidationException`. */
export function refuseUnused({ names, values, usedNames, usedValues }: Bindings): void {
  refuseLeft('ExpressionAttributeNames', names, usedNames);
  refuseLeft('ExpressionAttributeValues', values, usedValues);
}

function refuseLeft(
  parameter: string,
  given: Readonly<Record<string, unknown>> | undefined,
  used: ReadonlySet<string>,
): void {
  const left = Object.keys(given ?? {}).filter((key) => !used.has(key));
  if (left.length === 0) return;
  throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${left.join(', ')}}`);
}
