import type { MemberModel, ServiceModel, ShapeModel, TimestampFormat } from '../../models/model.ts';
import { AwsError } from '../aws-error.ts';

/** Parses a timestamp into a Date; undefined if it is invalid. */
export function parseTimestamp(value: unknown): Date | undefined {
  const date =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
      ? new Date(Number(value) * 1000)
      : new Date(String(value));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Writes a Date in one of the three wire forms; epoch seconds keep their milliseconds. */
export function formatTimestamp(date: Date, format: TimestampFormat): string | number {
  if (format === 'unixTimestamp') return date.getTime() / 1000;
  return format === 'rfc822' ? date.toUTCString() : date.toISOString().replace(/\.000Z$/, 'Z');
}

/** Looks a shape up in the model; an unknown name is a bug of the model. */
export function shapeOf(model: ServiceModel, name: string): ShapeModel {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model of ${model.service} has no shape ${name}.`);
  return shape;
}

const KINDS: Record<string, string> = {
  string: 'STRING_VALUE',
  number: 'NUMBER_VALUE',
  boolean: 'TRUE_VALUE',
  object: 'START_OBJECT',
};

function mismatch(value: unknown, expected: string): AwsError {
  const kind = Array.isArray(value) ? 'START_ARRAY' : value === false ? 'FALSE_VALUE' : KINDS[typeof value];
  return new AwsError('SerializationException', `${kind} can not be converted to ${expected}`, {
    status: 400,
  });
}

/**
 * Converts parsed JSON to the SDK's types by the model: blobs become Uint8Array, timestamps Date. Unknown members are dropped, as on AWS;
 * `null` counts as absent. Throws `SerializationException`.
 */
export function decodeJson(model: ServiceModel, name: string, value: unknown): unknown {
  const shape = shapeOf(model, name);
  switch (shape.type) {
    case 'structure': {
      if (typeof value !== 'object' || Array.isArray(value) || value === null)
        throw mismatch(value, 'a Structure');
      const source = value as Record<string, unknown>;
      const result: Record<string, unknown> = {};
      for (const [key, member] of Object.entries(shape.members ?? {})) {
        const raw = source[wireName(key, member)];
        if (raw !== undefined && raw !== null) result[key] = decodeJson(model, member.shape, raw);
      }
      return result;
    }
    case 'list': {
      if (!Array.isArray(value)) throw mismatch(value, 'a List');
      const element = shape.member?.shape ?? '';
      return value.map((item) => (item === null ? null : decodeJson(model, element, item)));
    }
    case 'map': {
      if (typeof value !== 'object' || Array.isArray(value) || value === null) throw mismatch(value, 'a Map');
      const element = shape.value?.shape ?? '';
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          item === null ? null : decodeJson(model, element, item),
        ]),
      );
    }
    default:
      return decodeScalar(shape, value);
  }
}

function decodeScalar(shape: ShapeModel, value: unknown): unknown {
  switch (shape.type) {
    case 'string':
    case 'character':
      if (typeof value !== 'string') throw mismatch(value, 'a String');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(value, 'a Boolean');
      return value;
    case 'timestamp': {
      const date = parseTimestamp(value);
      if (!date) throw mismatch(value, 'a Timestamp');
      return date;
    }
    case 'blob':
      if (typeof value !== 'string') throw mismatch(value, 'a Blob');
      return new Uint8Array(Buffer.from(value, 'base64'));
    default:
      if (typeof value !== 'number') throw mismatch(value, shape.type === 'long' ? 'a Long' : 'an Integer');
      return value;
  }
}

function wireName(key: string, member: MemberModel): string {
  return member.name ?? key;
}

/**
 * Converts an operation's answer to JSON by the model. Absent members stay out. An unknown member is a bug of the operation, and throws an
 * Error.
 */
export function encodeJson(
  model: ServiceModel,
  name: string,
  value: unknown,
  format: TimestampFormat = 'unixTimestamp',
): unknown {
  const shape = shapeOf(model, name);
  switch (shape.type) {
    case 'structure': {
      const result: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(value as object)) {
        const member = shape.members?.[key];
        if (!member) {
          if (key === '$metadata' || item === undefined) continue;
          throw new Error(`${model.service}: ${name} has no member ${key}.`);
        }
        if (item === undefined || item === null || member.in) continue;
        result[wireName(key, member)] = encodeJson(model, member.shape, item, member.timestamp ?? format);
      }
      return result;
    }
    case 'list':
      return (value as unknown[]).map((item) => encodeJson(model, shape.member?.shape ?? '', item, format));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [
            key,
            item === null ? null : encodeJson(model, shape.value?.shape ?? '', item, format),
          ]),
      );
    case 'timestamp':
      return formatTimestamp(value as Date, shape.timestamp ?? format);
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return value;
  }
}
