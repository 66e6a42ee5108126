import { join } from 'node:path';
import { itemKey } from '../emulator/services/dynamodb/storage/item-keys.ts';
import { openLevel, prefixes, type Write } from '../emulator/services/dynamodb/storage/level.ts';
import { encodeItem, storedItem } from '../emulator/services/dynamodb/storage/stored-item.ts';
import { loadTableRecords } from '../emulator/services/dynamodb/storage/table-records.ts';
import { shapeOf } from '../emulator/services/dynamodb/table-shape.ts';

/** How many items each partition has. */
export const IN_PARTITION = 100;

/** The item at a place of a table that `fillTable` filled: about 300 bytes. */
export function itemAt(index: number) {
  return {
    p: { S: `partition-${Math.floor(index / IN_PARTITION)}` },
    s: { N: String(index % IN_PARTITION) },
    text: { S: 'x'.repeat(200) },
    flag: { BOOL: true },
    tags: { SS: ['a', 'b'] },
  };
}

/** Puts items straight into the store of an engine that has ended: a million calls would measure nothing else than themselves. */
export async function fillTable(stateDir: string, name: string, items: number): Promise<void> {
  const level = await openLevel(join(stateDir, 'dynamodb'));
  try {
    const table = (await loadTableRecords(level)).get(name)?.description;
    if (!table) throw new Error(`There is no table ${name} in ${stateDir}.`);
    const shape = shapeOf(table);
    let bytes = 0;
    for (let next = 0; next < items; ) {
      const writes: Write[] = [];
      for (; next < items && writes.length < 1000; next += 1) {
        const stored = storedItem(itemAt(next), 's');
        bytes += stored.size;
        writes.push({ type: 'put', key: itemKey(shape, stored.item), value: encodeItem(stored) });
      }
      await level.batch(writes);
    }
    // Or the engine would count them at its start.
    const now = { items, bytes, indexes: {} };
    await level.put(prefixes.sizes + table.TableId, JSON.stringify({ now, shown: now, at: Date.now() }));
  } finally {
    await level.close();
  }
}
