import { readFlag, readValue, readValues } from './read-value.ts';
import { serializationError, unexpectedType } from './serialization-error.ts';
import type { Shape, Structure } from './shape.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * Reads a request's parameters by their types: drops unknown and null ones. Attribute values are changed in place. Throws AwsError
 * `SerializationException`, in the words of AWS's reader.
 */
export function readInput({ members }: Structure, input: object): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name in members) {
    const given = (input as Loose)[name];
    const shape = members[name];
    if (given !== undefined && given !== null && shape) found[name] = read(shape, given, true);
  }
  return found;
}

function read(shape: Shape, given: unknown, inField: boolean): unknown {
  switch (shape.type) {
    case 'String':
      if (typeof given !== 'string') throw unexpectedType(given, 'String');
      return given;
    case 'Boolean':
      return readFlag(given);
    case 'Integer':
    case 'Long':
      if (typeof given !== 'number') throw unexpectedType(given, shape.type);
      return Math.floor(given);
    case 'Value':
      readValue(given, inField);
      return given;
    case 'List':
      return listOf(given, shape);
    case 'Map':
      return mapOf(given, shape);
    case 'Structure':
      return structureOf(given, shape, inField);
  }
}

function listOf(given: unknown, { of, parameterized }: Shape & { type: 'List' }): unknown[] {
  if (Array.isArray(given)) return given.map((item) => readElement(of, item));
  if (typeof given === 'object')
    throw serializationError('Start of structure or map found where not expected');
  throw serializationError(parameterized ? PARAMETERIZED : 'Unexpected field type');
}

function readElement(of: Shape, given: unknown): unknown {
  if (given !== null) return read(of, given, false);
  if (of.type === 'String') return null;
  throw serializationError('Unexpected null in the request');
}

function mapOf(given: unknown, shape: Shape & { type: 'Map' }): unknown {
  if (typeof given !== 'object')
    throw serializationError(shape.parameterized ? PARAMETERIZED : 'Unexpected field type');
  if (Array.isArray(given)) {
    const name = shape.name.includes('.') ? shape.name : `com.amazonaws.dynamodb.v20120810.${shape.name}`;
    throw serializationError(`Unrecognized collection type java.util.Map<java.lang.String, ${name}>`);
  }
  if (shape.of.type === 'Value') {
    readValues(given);
    return given;
  }
  const found: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(given ?? {})) found[key] = readElement(shape.of, item);
  return found;
}

/** What AWS's reader says of something else in a list of maps or a map of lists. */
const PARAMETERIZED =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

function structureOf(given: unknown, shape: Structure, inField: boolean): object {
  if (typeof given !== 'object')
    throw serializationError(inField ? 'Unexpected field type' : 'Unexpected value type in payload');
  if (Array.isArray(given))
    throw serializationError(
      `Unrecognized collection type class com.amazonaws.dynamodb.v20120810.${shape.name}`,
    );
  return readInput(shape, given ?? {});
}
