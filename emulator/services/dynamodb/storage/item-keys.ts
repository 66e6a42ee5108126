import type { KeyAttribute } from '../expressions/key-condition.ts';
import type { IndexShape, Ordered, TableShape } from '../table-shape.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { orderKey } from '../values/order-key.ts';
import { partitionHash } from '../values/partition-hash.ts';

/** Where an item lies in the store; it has the table's key, checked. */
export function itemKey(table: TableShape, item: Item): string {
  return (
    partitionPrefix(
      table,
      table.hash.map(({ name }) => item[name]),
    ) + ordered(table.range, item)
  );
}

/** The common prefix of all items with a partition key. The values are those of the hash key, in order. */
export function partitionPrefix(
  { prefix, hash }: Ordered,
  values: readonly (AttributeValue | undefined)[],
): string {
  const parts = hash.map(({ type }, index) => ({ type, value: values[index]?.[type] ?? '' }));
  return prefix + partitionHash(parts) + parts.map(({ type, value }) => orderKey(type, value)).join('');
}

/**
 * An item's place in an index; undefined if it lacks an attribute of the index's key. Items with the same key are in the order of the
 * hashes of the table's keys, like AWS's.
 */
export function indexKey(table: TableShape, index: IndexShape, item: Item): string | undefined {
  for (const { name, type } of index.keys) if (item[name]?.[type] === undefined) return undefined;
  const own = table.keys.map(({ name, type }) => ({ type, value: item[name]?.[type] ?? '' }));
  return (
    partitionPrefix(
      index,
      index.hash.map(({ name }) => item[name]),
    ) +
    ordered(index.range, item) +
    partitionHash(own) +
    ordered(table.keys, item)
  );
}

function ordered(keys: readonly KeyAttribute[], item: Item): string {
  let text = '';
  for (const { name, type } of keys) text += orderKey(type, item[name]?.[type] ?? '');
  return text;
}

/** The attributes of an item's key. */
export function keyOf({ keys }: Pick<Ordered, 'keys'>, item: Item): Item {
  return Object.fromEntries(keys.flatMap(({ name }) => (item[name] ? [[name, item[name]]] : [])));
}
