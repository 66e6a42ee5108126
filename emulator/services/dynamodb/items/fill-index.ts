import { indexKey } from '../storage/item-keys.ts';
import type { ItemLocks } from '../storage/item-locks.ts';
import type { ItemStore } from '../storage/item-store.ts';
import type { Level } from '../storage/level.ts';
import { rangeOf } from '../storage/level.ts';
import { encodeItem } from '../storage/stored-item.ts';
import type { Table } from '../table-description.ts';
import { shapeOf } from '../table-shape.ts';
import { entryOf } from './index-changes.ts';

/** Fills a new index with the table's items, each while nobody else writes it. */
export async function fillIndex(
  { level, items, locks }: { level: Level; items: ItemStore; locks: Pick<ItemLocks, 'takeAll'> },
  description: Table,
  name: string,
): Promise<void> {
  const table = shapeOf(description);
  const index = table.indexes.find((one) => one.name === name);
  if (!index) return;
  for await (const key of level.keys(rangeOf(table.prefix))) {
    const release = await locks.takeAll([key]);
    try {
      const stored = await items.read(key);
      const place = stored && indexKey(table, index, stored.item);
      if (!stored || place === undefined) continue;
      // A write that came meanwhile has put it there, and counted it.
      if ((await level.get(place)) !== undefined) continue;
      const entry = entryOf(table, index, stored);
      const growth = { items: 1, bytes: entry.size };
      await items.commit({
        changes: [{ table, key, before: stored, after: stored, indexes: [{ index, growth }] }],
        writes: [{ type: 'put', key: place, value: encodeItem(entry) }],
      });
    } finally {
      release();
    }
  }
}
