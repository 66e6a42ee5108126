import type { TableShape } from '../table-shape.ts';
import type { ItemCache } from './item-cache.ts';
import type { Level, Write } from './level.ts';
import type { StoredItem } from './stored-item.ts';

/** One item before and after a write; undefined where there is none. */
export interface ItemChange {
  readonly table: TableShape;
  /** The item's full key in the store. */
  readonly key: string;
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  /** How many entries, and bytes of them, indexes gain by it. */
  readonly indexes?: readonly IndexGrowth[];
  /** Who made a change that no caller made. */
  readonly by?: ServiceIdentity;
}

/** What an index gains by a change; below zero where it loses. */
export interface IndexGrowth {
  readonly index: { readonly name: string };
  readonly growth: { readonly items: number; readonly bytes: number };
}

/** The service itself, as records of changes name it. */
export interface ServiceIdentity {
  readonly type: 'Service';
  readonly principalId: string;
}

/** What is written together: changes of items, and everything that the store holds for them. */
export interface Commit {
  readonly changes: readonly ItemChange[];
  readonly writes: readonly Write[];
}

/** Follows the changes of items, in the order in which they are stored. Neither function may throw. */
export interface ChangeFeed {
  /** Further writes for changes. They go into the same batch, so that both are stored or neither; only one batch is written at a time. */
  writesFor(changes: readonly ItemChange[]): readonly Write[];
  /** Called when they are stored, before the next batch begins. */
  written?(changes: readonly ItemChange[]): Promise<void>;
}

/** Stores writes, one batch at a time; what comes meanwhile goes into the next one together. */
export interface Committer {
  /** Resolves when the commit is stored and reads see it. */
  commit(commit: Commit): Promise<void>;
  /** Increases with each batch: what was read before may be outdated. */
  readonly batches: number;
  /** Adds a feed. */
  follow(feed: ChangeFeed): void;
}

interface Waiting {
  readonly commit: Commit;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createCommitter(level: Pick<Level, 'batch'>, cache: ItemCache): Committer {
  const feeds: ChangeFeed[] = [];
  let waiting: Waiting[] = [];
  let running = false;
  let batches = 0;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      await write(taken);
    }
    running = false;
  }

  async function write(taken: readonly Waiting[]): Promise<void> {
    try {
      const changes = taken.flatMap(({ commit }) => commit.changes);
      const writes = taken.flatMap(({ commit }) => commit.writes);
      for (const feed of feeds) writes.push(...feed.writesFor(changes));
      await level.batch(writes);
      batches += 1;
      for (const { key, after } of changes)
        if (after) cache.set(key, after);
        else cache.delete(key);
      for (const { resolve } of taken) resolve();
      for (const feed of feeds) await feed.written?.(changes);
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  return {
    commit: (commit) =>
      new Promise((resolve, reject) => {
        waiting.push({ commit, resolve, reject });
        // Never rejects: the callers get the error.
        if (!running) void run();
      }),
    get batches() {
      return batches;
    },
    follow(feed) {
      feeds.push(feed);
    },
  };
}
