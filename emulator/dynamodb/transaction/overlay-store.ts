import type { Callback, Item, Store, SubDb } from 'dynalite/db/index.js';

/** One write that a transaction will make, under its key in the whole database. */
export type Write = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

/**
 * A store over the real one, which reads what is there and keeps its writes to itself. dynalite's own actions run on it, so
 * that a transaction's writes mean exactly what single writes mean, and all of them, indexes included, can then be made in one batch.
 */
export function overlayStore(real: Store, writes: Write[]): Store {
  const over = (prefix: string, source: SubDb): SubDb => ({
    get: (key, callback) => source.get(key, callback),
    put(key: string, value: unknown, callback: Callback<void>) {
      writes.push({ type: 'put', key: `${prefix}~${key}`, value });
      callback(null);
    },
    del(key: string, callback: Callback<void>) {
      writes.push({ type: 'del', key: `${prefix}~${key}` });
      callback(null);
    },
    batch: () => {
      throw new Error('No action of a transaction writes a batch.');
    },
    // The transaction holds the locks of all its items already.
    lock: (_key, task) => task((done) => done),
  });
  return {
    ...real,
    getItemDb: (table: string) => over(`item-${table}`, real.getItemDb(table)),
    getIndexDb: (type: string, table: string, index: string) =>
      over(`index-${type.toLowerCase()}~${table}~${index}`, real.getIndexDb(type, table, index)),
  };
}

/** Reads one item, undefined when there is none. */
export function readItem(store: Store, table: string, key: string): Promise<Item | undefined> {
  return new Promise((resolve, reject) => {
    store.getItemDb(table).get(key, (error, item) => {
      if (error && error.name !== 'NotFoundError') reject(error);
      else resolve(item);
    });
  });
}
