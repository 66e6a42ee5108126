import type { IndexGrowth } from '../storage/committer.ts';
import { indexKey } from '../storage/item-keys.ts';
import type { Write } from '../storage/level.ts';
import { encodeItem, type StoredItem, storedItem } from '../storage/stored-item.ts';
import type { IndexShape, TableShape } from '../table-shape.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { equalItems } from '../values/compare.ts';

/** The effect of an item's change on one index. */
export interface IndexChange extends IndexGrowth {
  readonly index: IndexShape;
  readonly writes: readonly Write[];
  /** Write units: for the deleted entry, and for the new one. */
  readonly units: number;
}

/** The effects of an item's change on its table's indexes, without unaffected ones. */
export function indexChanges(
  table: TableShape,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): IndexChange[] {
  return table.indexes.flatMap((index) => changeOf(table, index, before, after) ?? []);
}

function changeOf(
  table: TableShape,
  index: IndexShape,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): IndexChange | undefined {
  const oldKey = before && indexKey(table, index, before.item);
  const newKey = after && indexKey(table, index, after.item);
  const old = before && oldKey !== undefined ? entryOf(table, index, before) : undefined;
  const entry = after && newKey !== undefined ? entryOf(table, index, after) : undefined;
  const moved = oldKey !== newKey;
  if (!moved && (!entry || !old || equalItems(old.item, entry.item))) return undefined;
  const writes: Write[] = [];
  if (moved && oldKey !== undefined) writes.push({ type: 'del', key: oldKey });
  if (entry && newKey !== undefined) writes.push({ type: 'put', key: newKey, value: encodeItem(entry) });
  const units = moved ? unitsOf(old) + unitsOf(entry) : Math.max(unitsOf(old), unitsOf(entry));
  const growth = {
    items: (entry ? 1 : 0) - (old ? 1 : 0),
    bytes: (entry?.size ?? 0) - (old?.size ?? 0),
  };
  return { index, writes, units, growth };
}

/** What an index holds of an item that has its key. */
export function entryOf(table: TableShape, { projected }: IndexShape, stored: StoredItem): StoredItem {
  if (!projected) return stored;
  const item: Record<string, AttributeValue> = Object.create(null);
  for (const name of Object.keys(stored.item))
    if (projected.has(name)) item[name] = stored.item[name] as AttributeValue;
  return storedItem(item satisfies Item, table.range[0]?.name);
}

function unitsOf(entry: StoredItem | undefined): number {
  return entry ? Math.max(1, Math.ceil(entry.size / 1024)) : 0;
}
