import type { StoredItem } from './stored-item.ts';

/** The last read or written items, as far as there is room. Keys are those of the store. */
export interface ItemCache {
  get(key: string): StoredItem | undefined;
  set(key: string, item: StoredItem): void;
  delete(key: string): void;
  clear(): void;
}

/** What an item costs beside its own bytes. */
const OVERHEAD = 500;

/** Makes a cache of `bytes` at most; an item in memory takes about four times its size. The least recently used goes first. */
export function createItemCache(bytes: number): ItemCache {
  const items = new Map<string, StoredItem>();
  let used = 0;

  function remove(key: string): void {
    const item = items.get(key);
    if (!item) return;
    items.delete(key);
    used -= costOf(key, item);
  }

  return {
    get(key) {
      const item = items.get(key);
      if (item) {
        // The map's order is that of use.
        items.delete(key);
        items.set(key, item);
      }
      return item;
    },
    set(key, item) {
      remove(key);
      items.set(key, item);
      used += costOf(key, item);
      for (const oldest of items.keys()) {
        if (used <= bytes) break;
        remove(oldest);
      }
    },
    delete: remove,
    clear() {
      items.clear();
      used = 0;
    },
  };
}

function costOf(key: string, { size }: StoredItem): number {
  return 4 * size + 2 * key.length + OVERHEAD;
}
