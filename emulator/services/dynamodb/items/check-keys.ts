import type { AwsError } from '../../../edge/aws-error.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { KeyAttribute } from '../expressions/key-condition.ts';
import type { IndexShape, Ordered, TableShape } from '../table-shape.ts';
import {
  type AttributeValue,
  attribute,
  type Item,
  typeOf,
  type ValueType,
} from '../values/attribute-value.ts';
import { valueFault } from '../values/check-value.ts';
import { binarySize, textSize } from '../values/size.ts';

/** The largest hash key and range key, in bytes (Developer Guide, "Quotas"). */
const [MAX_HASH, MAX_RANGE] = [2048, 1024];

/** Rejects values of a request that are not sound; numbers are put into DynamoDB's notation. Throws AwsError `ValidationException`. */
export function checkValues(values: Item): void {
  for (const name in values) {
    const fault = valueFault(values[name] as AttributeValue);
    if (fault) throw invalid(fault);
  }
}

/** Rejects a key that is not the table's. Throws AwsError `ValidationException`. */
export function checkKey({ keys, hash }: Ordered, key: Item): void {
  if (Object.keys(key).length !== keys.length) throw mismatch();
  for (const part of keys) checkKeyPart(part, key, hash.includes(part));
}

/** Rejects one attribute of a key. Throws AwsError `ValidationException`. */
export function checkKeyPart(part: KeyAttribute, key: Item, isHash: boolean): void {
  const value = attribute(key, part.name);
  if (value?.[part.type] === undefined) throw mismatch();
  const empty = emptiness(value);
  if (empty)
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${part.name}`,
    );
  checkLength(value, isHash);
}

function mismatch(): AwsError {
  return invalid('The provided key element does not match the schema');
}

/** Rejects an item without the table's key, or with index keys that no index can hold. Throws AwsError `ValidationException`. */
export function checkItem(table: TableShape, item: Item): void {
  for (const part of table.keys) {
    const value = attribute(item, part.name);
    if (!value)
      throw invalid(`One or more parameter values were invalid: Missing the key ${part.name} in the item`);
    if (value[part.type] === undefined)
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for key ${part.name} expected: ${part.type} actual: ${typeOf(value)}`,
      );
    const empty = emptiness(value);
    if (empty)
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${part.name}`,
      );
    checkLength(value, table.hash.includes(part));
  }
  checkIndexKeys(table, item);
}

/** Rejects values that the keys of indexes cannot have. Throws AwsError `ValidationException`. */
function checkIndexKeys({ indexes }: TableShape, item: Item): void {
  for (const index of indexes)
    for (const part of index.keys) {
      const value = attribute(item, part.name);
      if (!value) continue;
      if (value[part.type] === undefined) throw indexMismatch(part, typeOf(value), index);
      const empty = emptiness(value);
      if (empty)
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${index.name}, IndexKey: ${part.name}`,
        );
      checkLength(value, index.hash.includes(part));
    }
}

/** The error for a value of the wrong type for an index's key. */
export function indexMismatch(part: KeyAttribute, actual: ValueType, { name }: IndexShape): AwsError {
  return invalid(
    `One or more parameter values were invalid: Type mismatch for Index Key ${part.name} Expected: ${part.type} Actual: ${actual} IndexName: ${name}`,
  );
}

/** What an empty value is of, undefined for others. */
export function emptiness(value: AttributeValue): 'string' | 'binary' | undefined {
  if (value.S === '') return 'string';
  return value.B === '' ? 'binary' : undefined;
}

/** Rejects a value that is too long for a key. Throws AwsError `ValidationException`. */
export function checkLength({ S, B }: AttributeValue, isHash: boolean): void {
  const size = S !== undefined ? textSize(S) : B !== undefined ? binarySize(B) : 0;
  if (size <= (isHash ? MAX_HASH : MAX_RANGE)) return;
  throw invalid(
    isHash
      ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes'
      : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  );
}

/** Rejects paths into an attribute of a key, which is a scalar. Throws AwsError `ValidationException`. */
export function refusePathsIntoKeys(table: TableShape, paths: Iterable<DocumentPath>): void {
  const nested = new Set<unknown>();
  for (const path of paths) if (path.length > 1) nested.add(path[0]);
  if (nested.size === 0) return;
  const text = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed:";
  for (const { name } of table.keys) if (nested.has(name)) throw invalid(`${text} Key: ${name}`);
  for (const { keys } of table.indexes)
    for (const { name } of keys) if (nested.has(name)) throw invalid(`${text} IndexKey: ${name}`);
}
