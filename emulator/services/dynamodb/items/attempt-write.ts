import { AwsError } from '../../../edge/aws-error.ts';
import { holds } from '../expressions/condition.ts';
import type { ItemChange } from '../storage/committer.ts';
import type { Write } from '../storage/level.ts';
import { encodeItem, type StoredItem, storedItem } from '../storage/stored-item.ts';
import type { TableShape } from '../table-shape.ts';
import type { Item } from '../values/attribute-value.ts';
import { type IndexChange, indexChanges } from './index-changes.ts';
import type { ParsedWrite } from './parsed-write.ts';

/** A prepared write, before it is stored. */
export interface Attempt {
  readonly change: ItemChange;
  readonly indexes: readonly IndexChange[];
  readonly writes: readonly Write[];
  /** The client's answer. */
  readonly shown: Item | undefined;
}

/**
 * Prepares a write of a locked item. Throws AwsError `ConditionalCheckFailedException`, with the item on request, and the write's own
 * errors.
 */
export function attemptWrite(
  table: TableShape,
  key: string,
  write: ParsedWrite,
  before: StoredItem | undefined,
): Attempt {
  if (write.condition && !holds(write.condition, before?.item))
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
      members: write.showsFailure && before ? { Item: before.item } : {},
    });
  const { after: item, shown } = write.next(before?.item, table);
  return { ...changeItem(table, key, before, item), shown };
}

/** The store's writes that turn an item into another, or delete it. */
export function changeItem(
  table: TableShape,
  key: string,
  before: StoredItem | undefined,
  item: Item | undefined,
): Omit<Attempt, 'shown'> {
  const after = item && storedItem(item, table.range[0]?.name);
  if (!before && !after) return { change: { table, key, before, after }, indexes: [], writes: [] };
  const indexes = table.indexes.length === 0 ? [] : indexChanges(table, before, after);
  const change: ItemChange = { table, key, before, after, indexes };
  const own: Write = after ? { type: 'put', key, value: encodeItem(after) } : { type: 'del', key };
  return { change, indexes, writes: [own, ...indexes.flatMap(({ writes }) => writes)] };
}
