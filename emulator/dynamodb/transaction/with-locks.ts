import type { Store } from 'dynalite/db/index.js';

/** An item by its table and dynalite's key of it. */
export interface ItemAddress {
  table: string;
  key: string;
}

/**
 * Runs `task` while it alone may write these items. The locks are dynalite's own, so single writes wait too; they are taken in
 * one order, so that two transactions never wait for each other.
 */
export async function withLocks<T>(
  store: Store,
  items: readonly ItemAddress[],
  task: () => Promise<T>,
): Promise<T> {
  const ordered = [...items].sort((a, b) => (`${a.table}~${a.key}` < `${b.table}~${b.key}` ? -1 : 1));
  const held: (() => void)[] = [];
  try {
    for (const { table, key } of ordered) held.push(await take(store, table, key));
    return await task();
  } finally {
    for (const release of held.reverse()) release();
  }
}

function take(store: Store, table: string, key: string): Promise<() => void> {
  return new Promise((resolve) => {
    store.getItemDb(table).lock(key, (release) => resolve(release(() => undefined)));
  });
}
