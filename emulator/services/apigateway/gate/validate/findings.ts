import type { ErrorObject } from 'ajv-draft-04';

/**
 * A validator's errors, in the words of the one that API Gateway uses (json-schema-validator for Java), as
 * `$context.error.validationErrorString` shows them; for other keywords our own words.
 */
export function finding({ keyword, params, data, message = '' }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `object has missing required properties (["${params['missingProperty']}"])`;
    case 'type':
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${list([params['type']].flat())})`;
    case 'enum':
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${JSON.stringify(params['allowedValues'])})`;
    case 'additionalProperties':
      return `object instance has properties which are not allowed by the schema: ["${params['additionalProperty']}"]`;
    case 'minimum':
      return `numeric instance is lower than the required minimum (minimum: ${params['limit']}, found: ${String(data)})`;
    case 'maximum':
      return `numeric instance is greater than the required maximum (maximum: ${params['limit']}, found: ${String(data)})`;
    case 'minLength':
      return `string "${String(data)}" is too short (length: ${[...String(data)].length}, required minimum: ${params['limit']})`;
    case 'maxLength':
      return `string "${String(data)}" is too long (length: ${[...String(data)].length}, maximum allowed: ${params['limit']})`;
    case 'pattern':
      return `ECMA 262 regex "${params['pattern']}" does not match input string "${String(data)}"`;
    case 'minItems':
      return `array is too short: must have at least ${params['limit']} elements but instance has ${lengthOf(data)} elements`;
    case 'maxItems':
      return `array is too long: must have at most ${params['limit']} elements but instance has ${lengthOf(data)} elements`;
    case 'uniqueItems':
      return 'array must not contain duplicate elements';
    default:
      return message;
  }
}

function list(types: readonly unknown[]): string {
  return JSON.stringify([...types].sort());
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
