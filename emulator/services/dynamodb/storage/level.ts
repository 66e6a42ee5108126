import type { AbstractLevel } from 'abstract-level';
import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';

/** The ordered key-value store below the tables. Keys are text, values whatever JSON can hold. */
export type Level = AbstractLevel<Buffer | Uint8Array | string, string, unknown>;

/** One change of the store; `batch` makes many of them at once, all or none. */
export type Write = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

/** Opens LevelDB in a folder, or a store in memory. Rejects when another process has the folder open. */
export async function openLevel(folder: string | undefined): Promise<Level> {
  const options = { valueEncoding: 'json' };
  const level: Level = folder
    ? new ClassicLevel<string, unknown>(folder, options)
    : new MemoryLevel<string, unknown>(options);
  await level.open();
  return level;
}

/** Where things lie. Items lie under their table's id, so that what a late write leaves of a deleted table is never seen again. */
export const prefixes = {
  tables: 'definition~',
  tokens: 'token~',
  items: (tableId: string) => `item~${tableId}~`,
  index: (tableId: string, index: string) => `index~${tableId}~${index}~`,
  indexes: (tableId: string) => `index~${tableId}~`,
  streams: 'stream~',
  changes: (streamArn: string) => `change~${streamArn}~`,
} as const;

/** The range of all keys with a prefix that ends in `~`. */
export function rangeOf(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}\x7f` };
}
