import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ReaderError } from '../reconcile/reader-error.ts';

export type Item = Record<string, AttributeValue>;

/** An item as one line of the format of AWS's exports, `{"Item":{"id":{"S":"1"}}}`, without the line feed. Binary values are base64. */
export function lineOfItem(item: Item): string {
  return JSON.stringify({ Item: item }, binaryAsText);
}

/** Called with a value's own `toJSON` done: a Buffer would come as an object by then, so the holder is asked. */
function binaryAsText(this: unknown, key: string, value: unknown): unknown {
  const held = (this as Record<string, unknown>)[key];
  return held instanceof Uint8Array ? Buffer.from(held).toString('base64') : value;
}

/**
 * Reads such a line. Throws ReaderError of a sentence without a subject, as `has no "Item"`; it names attributes and shows no values,
 * since items hold secrets.
 */
export function itemOfLine(text: string): Item {
  const line = objectIn(parsed(text), 'is no JSON object');
  const [name, ...others] = Object.keys(line);
  if (name !== 'Item' || others.length > 0)
    throw new ReaderError(
      `has to be {"Item":{…}} and has ${
        Object.keys(line)
          .map((key) => `"${key}"`)
          .join(', ') || 'nothing'
      }`,
    );
  return itemOf(objectIn(line['Item'], 'has an "Item" that is no object'), '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReaderError('is not JSON');
  }
}

function itemOf(given: Readonly<Record<string, unknown>>, within: string): Item {
  // No prototype: an attribute can be called `__proto__`.
  const item: Item = Object.create(null);
  for (const [name, value] of Object.entries(given)) item[name] = valueIn(value, `${within}${name}`);
  return item;
}

function valueIn(given: unknown, path: string): AttributeValue {
  const value = objectIn(given, `has no type for "${path}": write {"S":"…"}, {"N":"…"}, …`);
  const [type = '', ...others] = Object.keys(value);
  if (others.length > 0 || !Object.hasOwn(READERS, type))
    throw new ReaderError(`has to give "${path}" one type of ${Object.keys(READERS).join(', ')}`);
  return READERS[type as keyof typeof READERS](value[type], path);
}

const READERS = {
  S: (given: unknown, path: string): AttributeValue => ({ S: textIn(given, path, 'S') }),
  N: (given: unknown, path: string): AttributeValue => ({ N: textIn(given, path, 'N') }),
  B: (given: unknown, path: string): AttributeValue => ({ B: bytesIn(given, path, 'B') }),
  BOOL: (given: unknown, path: string): AttributeValue => ({ BOOL: booleanIn(given, path, 'BOOL') }),
  NULL: (given: unknown, path: string): AttributeValue => ({ NULL: booleanIn(given, path, 'NULL') }),
  SS: (given: unknown, path: string): AttributeValue => ({ SS: listIn(given, path, 'SS', textIn) }),
  NS: (given: unknown, path: string): AttributeValue => ({ NS: listIn(given, path, 'NS', textIn) }),
  BS: (given: unknown, path: string): AttributeValue => ({ BS: listIn(given, path, 'BS', bytesIn) }),
  L: (given: unknown, path: string): AttributeValue => ({ L: listIn(given, path, 'L', valueIn) }),
  M: (given: unknown, path: string): AttributeValue => ({
    M: itemOf(objectIn(given, `has an M at "${path}" that is no object`), `${path}.`),
  }),
} as const;

function textIn(given: unknown, path: string, type: string): string {
  if (typeof given === 'string') return given;
  throw new ReaderError(`has to give ${type} at "${path}" as a text in quotes`);
}

function booleanIn(given: unknown, path: string, type: string): boolean {
  if (typeof given === 'boolean') return given;
  throw new ReaderError(`has to give ${type} at "${path}" as true or false`);
}

function bytesIn(given: unknown, path: string, type: string): Uint8Array {
  const text = textIn(given, path, type);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new ReaderError(`has to give ${type} at "${path}" in base64`);
}

function listIn<T>(
  given: unknown,
  path: string,
  type: string,
  read: (one: unknown, path: string, type: string) => T,
): T[] {
  if (!Array.isArray(given)) throw new ReaderError(`has to give ${type} at "${path}" as a list`);
  return given.map((one, index) => read(one, `${path}[${index}]`, type));
}

function objectIn(given: unknown, otherwise: string): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given))
    return given as Readonly<Record<string, unknown>>;
  throw new ReaderError(otherwise);
}
