import db, { type Index, type Item, type Table } from 'dynalite/db/index.js';
import type { ItemLocks } from './item-locks.ts';
import { type Level, prefixes, rangeOf } from './level.ts';

/** Puts what a table holds into a new index of it, each item while nobody else writes it. */
export async function fillIndex(
  level: Level,
  locks: Pick<ItemLocks, 'takeAll'>,
  table: Table,
  index: Index,
): Promise<void> {
  const prefix = prefixes.index(table.TableId, index.IndexName);
  for await (const key of level.keys(rangeOf(prefixes.items(table.TableId)))) {
    const release = await locks.takeAll([key]);
    try {
      const item = (await level.get(key)) as Item | undefined;
      const { puts } = db.getIndexActions([index], null, item ?? null, table);
      for (const put of puts) await level.put(prefix + put.key, put.item);
    } finally {
      release();
    }
  }
}
