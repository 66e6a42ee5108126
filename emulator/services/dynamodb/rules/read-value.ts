import { serializationError, unexpectedType } from './serialization-error.ts';

/** Members of a value by the type of what they hold. */
type Loose = Record<string, unknown>;

/**
 * Makes sure that a value of a request has the types that values have; what it is not is left out, in place. Throws AwsError
 * `SerializationException`. `inField` says that it is a parameter's member and no element.
 */
export function readValue(value: unknown, inField = false): void {
  if (value === null || value === undefined) throw serializationError('Unexpected null in the request');
  if (typeof value !== 'object')
    throw serializationError(inField ? 'Unexpected field type' : 'Unexpected value type in payload');
  if (Array.isArray(value))
    throw serializationError(
      'Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue',
    );
  const members = value as Loose;
  for (const type in members) {
    const inner = members[type];
    if (inner === null) delete members[type];
    else readMember(members, type, inner);
  }
}

function readMember(members: Loose, type: string, inner: unknown): void {
  switch (type) {
    case 'S':
    case 'N':
      if (typeof inner !== 'string') throw unexpectedType(inner, 'String');
      return;
    case 'B':
      readBinary(inner);
      return;
    case 'BOOL':
    case 'NULL':
      if (typeof inner !== 'boolean') members[type] = readFlag(inner);
      return;
    case 'SS':
    case 'NS':
      for (const member of listIn(inner))
        if (typeof member !== 'string') throw unexpectedType(member, 'String');
      return;
    case 'BS':
      for (const member of listIn(inner)) readBinary(member);
      return;
    case 'L':
      for (const member of listIn(inner)) readValue(member);
      return;
    case 'M':
      readValues(inner);
      return;
    default:
      delete members[type];
  }
}

/** Makes sure that something is a map of values, in place. Throws AwsError `SerializationException`. */
export function readValues(map: unknown): void {
  if (typeof map !== 'object' || map === null) throw serializationError('Unexpected field type');
  if (Array.isArray(map))
    throw serializationError(
      'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>',
    );
  for (const name in map) readValue((map as Loose)[name]);
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw serializationError(
    typeof value === 'object'
      ? 'Start of structure or map found where not expected'
      : 'Unexpected field type',
  );
}

function readBinary(value: unknown): void {
  if (typeof value !== 'string') {
    if (typeof value === 'object') throw unexpectedType(value, 'nio.ByteBuffer');
    throw serializationError('only base-64-encoded strings are convertible to bytes');
  }
  if (value.length % 4 !== 0)
    throw serializationError(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`,
    );
  if (Buffer.from(value, 'base64').toString('base64') !== value)
    throw serializationError('Invalid last non-pad Base64 character dectected');
}

/** A flag, which AWS's reader also takes as a word. Throws AwsError `SerializationException`. */
export function readFlag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw unexpectedType(value, 'Boolean');
  const word = value.toUpperCase();
  if (word === 'TRUE' || word === '1' || word === 'YES') return true;
  if (word === 'FALSE' || word === '0' || word === 'NO') return false;
  throw serializationError('Unexpected token received from parser');
}
