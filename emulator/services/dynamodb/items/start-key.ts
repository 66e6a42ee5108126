import { AwsError } from '../../../edge/aws-error.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { indexKey, itemKey, keyOf } from '../storage/item-keys.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkKey, checkKeyPart } from './check-keys.ts';
import type { PageSource } from './page-source.ts';

const INVALID = 'The provided starting key is invalid';

/** Rejects a start key with more or fewer attributes than the keys of what is read have. Throws AwsError `ValidationException`. */
export function checkStartCount({ table, index }: PageSource, start: Item): void {
  const names = new Set([...table.keys, ...(index?.keys ?? [])].map(({ name }) => name));
  if (Object.keys(start).length !== names.size) throw invalid(INVALID);
}

/** Rejects a start key without the hash key, or the range key, of what is read. Throws AwsError `ValidationException`. */
export function checkStartParts({ ordered }: PageSource, start: Item, kind: 'hash' | 'range'): void {
  for (const part of ordered[kind]) {
    if (!start[part.name]) throw invalid(INVALID);
    checkKeyPart(part, start, kind === 'hash');
  }
}

/** Rejects a start key without the table's key. Throws AwsError `ValidationException`. */
export function checkTableStartKey({ table, index }: PageSource, start: Item): void {
  try {
    // Of an index, the start key has the index's key as well.
    checkKey(table, index ? keyOf(table, start) : start);
  } catch (error) {
    if (error instanceof AwsError) throw invalid(`${INVALID}: ${error.message}`);
    throw error;
  }
}

/** Where a start key lies in what is read. */
export function startPlace({ table, index }: PageSource, start: Item): string {
  return index ? (indexKey(table, index, start) ?? index.prefix) : itemKey(table, start);
}

/** The key that goes on after an item. */
export function nextStart({ table, index }: PageSource, item: Item): Item {
  return { ...keyOf(table, item), ...(index && keyOf(index, item)) };
}
