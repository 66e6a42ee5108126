import { Stream } from 'node:stream';
import type { Callback, Failure, Item, Range, Store, SubDb, Table } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import type { ChangeLog, LoggedWrite } from '../streams/change-log.ts';
import type { ItemChange } from '../streams/stream.ts';
import type { Item as StoredItem } from '../values/attribute-value.ts';
import type { ItemLocks, Release } from './item-locks.ts';
import { type Level, prefixes, rangeOf } from './level.ts';
import type { TableRecords } from './table-records.ts';

/** The largest item, in bytes (Developer Guide, "Quotas": 400 KB). */
const MAX_ITEM_BYTES = 400 * 1024;

export interface CallStoreOptions {
  level: Level;
  tables: TableRecords;
  locks: Pick<ItemLocks, 'take'>;
  /** Ends the call with an error, wherever in dynalite's callbacks it came up. */
  fail(error: Error): void;
  /** Asked before an item is waited for; what it returns ends the call instead. */
  refuse?(item: string): Error | undefined;
  /** Takes the writes instead of the store, and lets the locks be: for a call within a transaction, which holds them already. */
  writes?: LoggedWrite[];
  /** Told of each item as it is read. */
  onRead?(item: Item | undefined): void;
  /** Reads as things were then. */
  snapshot?: ReturnType<Level['snapshot']>;
  /** Where changes of items go that are looked for. */
  log: Pick<ChangeLog, 'activeStream' | 'commit'>;
}

/**
 * The store that dynalite's actions of one call run on. An exception in one of their callbacks, which would end the process,
 * ends the call instead, and its locks are given back.
 */
export function createCallStore(options: CallStoreOptions): Store {
  const { level, log, tables, locks, fail, refuse, writes, onRead, snapshot } = options;
  const held = new Set<Release>();

  function guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      for (const release of held) release();
      fail(error as Error);
    }
  }

  function answer<T>(promise: Promise<T>, callback: Callback<T>): void {
    promise.then(
      (result) => guarded(() => callback(null, result)),
      (error: Failure) => guarded(() => callback(error)),
    );
  }

  function write(one: LoggedWrite, callback: Callback<void>): void {
    if (writes) {
      writes.push(one);
      callback(null);
    } else if (one.change) answer(log.commit([one]), callback);
    else answer(one.type === 'put' ? level.put(one.key, one.value) : level.del(one.key), callback);
  }

  /** `tableId` is that of a table whose changes are looked for. */
  function subDb(prefix: string, read?: (item: Item | undefined) => void, tableId?: string): SubDb {
    // An item is read under its lock before it is written.
    const found = new Map<string, Item | undefined>();
    const changeOf = (key: string, after: Item | undefined): ItemChange | undefined =>
      tableId === undefined
        ? undefined
        : {
            tableId,
            before: found.get(key) as StoredItem | undefined,
            after: after as StoredItem | undefined,
          };
    return {
      get: (key, callback) =>
        answer(
          level.get(prefix + key, { ...(snapshot && { snapshot }) }).then((value) => {
            if (tableId !== undefined) found.set(key, value as Item | undefined);
            read?.(value as Item | undefined);
            return value as Item;
          }),
          callback,
        ),
      put(key, value, callback) {
        write({ type: 'put', key: prefix + key, value, change: changeOf(key, value as Item) }, callback);
      },
      del(key, callback) {
        write({ type: 'del', key: prefix + key, change: changeOf(key, undefined) }, callback);
      },
      lock(key, task) {
        if (writes) return task((done) => done);
        const refusal = refuse?.(prefix + key);
        if (refusal) return fail(refusal);
        locks.take(prefix + key, (release) => {
          held.add(release);
          guarded(() =>
            task(((done: (...results: unknown[]) => void) =>
              (...results: unknown[]) => {
                held.delete(release);
                release();
                done(...results);
              }) as <F>(done: F) => F),
          );
        });
      },
      createValueStream: (range) => valuesOf(level, prefix, range, guarded),
    };
  }

  function idOf(name: string): string {
    const id = tables.get(name)?.description.TableId;
    if (id === undefined) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    return id;
  }

  return {
    options: { maxItemSize: MAX_ITEM_BYTES },
    getItemDb(table) {
      const id = idOf(table);
      return subDb(prefixes.items(id), onRead, log.activeStream(id) && id);
    },
    getIndexDb: (_type, table, index) => subDb(prefixes.index(idOf(table), index)),
    getTable(name: string, second: boolean | Callback<Table>, third?: Callback<Table>) {
      const callback = typeof second === 'function' ? second : third;
      const table = tables.get(name)?.description;
      if (table && table.TableStatus !== 'CREATING' && table.TableStatus !== 'DELETING') {
        callback?.(null, table);
      } else {
        callback?.(new AwsError('ResourceNotFoundException', 'Requested resource not found'));
      }
    },
  };
}

/** A stream in the old manner, which dynalite's reader wants; a new one would throw the reader's exceptions at the process. */
function valuesOf(level: Level, prefix: string, range: Range, guarded: (step: () => void) => void): Stream {
  const all = rangeOf(prefix);
  const iterator = level.values({
    ...(range.gt === undefined ? { gte: prefix + (range.gte ?? '') } : { gt: prefix + range.gt }),
    ...(range.lte === undefined
      ? { lt: range.lt === undefined ? all.lt : prefix + range.lt }
      : { lte: prefix + range.lte }),
    reverse: range.reverse ?? false,
    limit: range.limit ?? -1,
  });
  let stopped = false;
  const stream = Object.assign(new Stream(), {
    destroy() {
      stopped = true;
    },
  });
  async function pump(): Promise<void> {
    try {
      while (!stopped) {
        const values = await iterator.nextv(100);
        for (const value of values) if (!stopped) stream.emit('data', value);
        if (values.length === 0 && !stopped) {
          stopped = true;
          stream.emit('end');
        }
      }
    } finally {
      await iterator.close();
    }
  }
  pump().catch((error: unknown) =>
    guarded(() => {
      throw error;
    }),
  );
  return stream;
}
