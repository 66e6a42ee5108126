import { entryOf } from '../items/index-changes.ts';
import { shapeOf } from '../table-shape.ts';
import { indexKey, itemKey } from './item-keys.ts';
import { type Level, prefixes, rangeOf, type Write } from './level.ts';
import { encodeItem, storedItem } from './stored-item.ts';
import type { TableRecords } from './table-records.ts';

/** The format of keys and values; the first format, with dynalite's keys, had no mark. */
const FORMAT = '2';

/** Where the first form kept items and entries of indexes. */
const [OLD_ITEMS, OLD_INDEXES] = ['item~', 'index~'];

/** How many writes one batch has. */
const AT_ONCE = 1000;

/**
 * Migrates an earlier engine's store: first items and index entries under their new keys, then the mark, and last it deletes the old ones.
 * If the process ends in between, the migration starts again, and nothing is lost.
 */
export async function migrate(level: Level, records: TableRecords): Promise<void> {
  if ((await level.get(prefixes.format)) !== FORMAT) {
    for (const name of records.names()) await rewrite(level, records, name);
    await markFormat(level);
  }
  await level.clear(rangeOf(OLD_ITEMS));
  await level.clear(rangeOf(OLD_INDEXES));
}

/** Says that a store has today's form. */
export async function markFormat(level: Level): Promise<void> {
  await level.put(prefixes.format, FORMAT);
}

async function rewrite(level: Level, records: TableRecords, name: string): Promise<void> {
  const description = records.get(name)?.description;
  if (!description) return;
  const table = shapeOf(description);
  let writes: Write[] = [];
  for await (const text of level.values(rangeOf(`${OLD_ITEMS}${table.id}~`))) {
    const stored = storedItem(JSON.parse(text), table.range[0]?.name);
    writes.push({ type: 'put', key: itemKey(table, stored.item), value: encodeItem(stored) });
    for (const index of table.indexes) {
      const key = indexKey(table, index, stored.item);
      if (key !== undefined)
        writes.push({ type: 'put', key, value: encodeItem(entryOf(table, index, stored)) });
    }
    if (writes.length < AT_ONCE) continue;
    await level.batch(writes);
    writes = [];
  }
  if (writes.length > 0) await level.batch(writes);
}
