import { partitionPrefix } from '../storage/item-keys.ts';
import type { Level } from '../storage/level.ts';
import type { Ordered, TableShape } from '../table-shape.ts';
import type { Item } from '../values/attribute-value.ts';
import { after } from '../values/order-key.ts';

const GB = 1024 ** 3;

/**
 * `ItemCollectionMetrics`: the size of an item's collection, all items with its partition key, in the table and its local indexes, as a
 * range in GB. Undefined if not requested, and for tables without local indexes, which have no collections (Developer Guide, "Item
 * collections").
 */
export async function itemCollectionMetrics(
  level: Level,
  wish: string | undefined,
  table: TableShape,
  item: Item,
): Promise<object | undefined> {
  const local = table.indexes.filter(({ global }) => !global);
  if (wish !== 'SIZE' || local.length === 0) return undefined;
  const values = table.hash.map(({ name }) => item[name]);
  const sizes = await Promise.all([table, ...local].map((place) => sizeOf(level, place, values)));
  const whole = Math.floor(sizes.reduce((sum, size) => sum + size, 0) / GB);
  return {
    ItemCollectionKey: Object.fromEntries(table.hash.map(({ name }) => [name, item[name]])),
    SizeEstimateRangeGB: [whole, whole + 1],
  };
}

async function sizeOf(
  level: Level,
  place: Ordered,
  values: readonly Item[string][] | (Item[string] | undefined)[],
) {
  const prefix = partitionPrefix(place, values);
  let size = 0;
  for await (const text of level.values({ gte: prefix, lt: after(prefix) }))
    size += Number(text.slice(0, text.indexOf(' ')));
  return size;
}
