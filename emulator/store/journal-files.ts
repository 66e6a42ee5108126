import type * as fileSystem from 'node:fs/promises';

/** A stored change of a store. */
export interface Entry {
  store: string;
  mutation: string;
  args: unknown;
}

/** What the journal needs of the file system. */
export type JournalFiles = Pick<
  typeof fileSystem,
  'mkdir' | 'open' | 'readdir' | 'readFile' | 'writeFile' | 'rename' | 'rm'
>;

/** What to make a snapshot of: everything in a folder before the log of this number. */
export interface RewriteOrder {
  readonly folder: string;
  readonly before: number;
  /** The file to write. */
  readonly draft: string;
}

/** Reads an order's files and writes one snapshot. Resolves with its size in bytes. */
export type Rewrite = (order: RewriteOrder) => Promise<number>;
