import { type Committer, createCommitter } from './committer.ts';
import { createItemCache } from './item-cache.ts';
import type { Level } from './level.ts';
import { decodeItem, type StoredItem } from './stored-item.ts';

/** The room for items that were used last, in bytes. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** The items, by their full keys. */
export interface ItemStore extends Pick<Committer, 'commit' | 'follow'> {
  /** A cached item; undefined says nothing about others. */
  peek(key: string): StoredItem | undefined;
  /** An item as it is now; undefined if there is none. */
  read(key: string): Promise<StoredItem | undefined>;
  /** Several items, all at one moment. */
  readTogether(keys: readonly string[]): Promise<(StoredItem | undefined)[]>;
  /** Clears the cache, when the store was emptied. */
  forget(): void;
}

export function createItemStore(level: Level): ItemStore {
  const cache = createItemCache(CACHE_BYTES);
  const committer = createCommitter(level, cache);
  return {
    commit: committer.commit,
    follow: committer.follow,
    peek: cache.get,
    async read(key) {
      const known = cache.get(key);
      if (known) return known;
      const { batches } = committer;
      // Without a thread, which takes longer to begin than LevelDB to read; not while the store is opened anew.
      const text = level.status === 'open' ? level.getSync(key) : await level.get(key);
      if (text === undefined) return undefined;
      const found = decodeItem(text);
      // A write stored meanwhile may have changed it.
      if (committer.batches === batches) cache.set(key, found);
      return found;
    },
    async readTogether(keys) {
      const snapshot = level.snapshot();
      try {
        const texts = await level.getMany([...keys], { snapshot });
        return texts.map((text) => (text === undefined ? undefined : decodeItem(text)));
      } finally {
        await snapshot.close();
      }
    },
    forget: cache.clear,
  };
}
