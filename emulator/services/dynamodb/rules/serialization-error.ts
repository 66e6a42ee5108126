import { AwsError } from '../../../edge/aws-error.ts';

/** The error for what has another type than its parameter. */
export function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message, { status: 400 });
}

/** The same, for something that is no `wanted` (a class of Java, from `java.lang` unless it says another). */
export function unexpectedType(value: unknown, wanted: string): AwsError {
  if (Array.isArray(value)) {
    const path = wanted.includes('.') ? wanted : `lang.${wanted}`;
    return serializationError(`Unrecognized collection type class java.${path}`);
  }
  if (typeof value === 'object')
    return serializationError(
      value === null
        ? 'Unexpected null in the request'
        : 'Start of structure or map found where not expected',
    );
  return serializationError(`${tokenOf(value)} cannot be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  return 'STRING_VALUE';
}
