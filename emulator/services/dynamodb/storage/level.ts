import type { AbstractLevel } from 'abstract-level';
import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import { reopeningLevel } from './reopening-level.ts';

/** The ordered key-value store below the tables. Keys and values are text. */
export type Level = AbstractLevel<Buffer | Uint8Array | string, string, string>;

/** One change of the store; `batch` makes many of them at once, all or none. */
export type Write = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

/**
 * Opens LevelDB in a folder, or a store in memory. With `durable` a write is done only once the disk itself has it, and not just the
 * system. Rejects if another process has the folder open.
 */
export async function openLevel(folder: string | undefined, { durable = false } = {}): Promise<Level> {
  const options = { valueEncoding: 'utf8' };
  if (folder === undefined) {
    const level = new MemoryLevel<string, string>(options);
    await level.open();
    return level;
  }
  const level = new ClassicLevel<string, string>(folder, options);
  await level.open();
  return reopeningLevel(level, folder, durable);
}

/**
 * The layout of keys. Items are below their table's id, so that a late write to a deleted table is never seen again. An item's key
 * continues with the hash of its partition, and its key's values in order; an index's with the table's key after its own.
 */
export const prefixes = {
  format: 'format~',
  tables: 'definition~',
  sizes: 'size~',
  tokens: 'token~',
  items: (tableId: string) => `i~${tableId}~`,
  index: (tableId: string, index: string) => `x~${tableId}~${index}~`,
  indexes: (tableId: string) => `x~${tableId}~`,
  streams: 'stream~',
  changes: (streamArn: string) => `change~${streamArn}~`,
  expiries: (tableId: string) => `e~${tableId}~`,
} as const;

/** The range of all keys with a prefix that ends in `~`. */
export function rangeOf(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\x7f` };
}
