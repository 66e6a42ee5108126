import type { JournalFiles } from './journal-files.ts';
import { BEGINNING, encodeRecord } from './state-file.ts';

/** What a snapshot holds of one store, and how many changes of the log behind it that includes. */
export interface KeptStore {
  store: string;
  state: unknown;
  has: number;
}

/** Writes a snapshot of these stores to `path`, through to the disk. Each store is read at its turn. Resolves with the size in bytes. */
export async function writeSnapshot(
  files: Pick<JournalFiles, 'open'>,
  path: string,
  stores: Iterable<KeptStore>,
): Promise<number> {
  const handle = await files.open(path, 'w', 0o600);
  let size = 0;
  const write = async (bytes: Buffer) => {
    size += bytes.length;
    await handle.appendFile(bytes);
  };
  try {
    await write(BEGINNING);
    for (const kept of stores) await write(encodeRecord(kept));
    await write(encodeRecord({ complete: true }));
    await handle.sync();
    return size;
  } finally {
    await handle.close();
  }
}
