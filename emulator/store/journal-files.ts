import type * as fileSystem from 'node:fs/promises';

/** A change of a store, as it is kept. */
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
