import * as fileSystem from 'node:fs/promises';
import type { JournalFiles, RewriteOrder } from './journal-files.ts';
import { readState } from './read-state.ts';
import { replay } from './replay.ts';
import { createStores } from './stores.ts';
import { writeSnapshot } from './write-snapshot.ts';

type Definition = Parameters<ReturnType<typeof createStores>['open']>[0];

/**
 * Reads the files of a state like a start of the engine, and writes the result as one snapshot. It needs only the files, so another thread
 * than the one that answers requests can do it.
 */
export async function rewriteState(
  { folder, before, draft }: RewriteOrder,
  definitions: readonly object[],
  files: JournalFiles = fileSystem,
): Promise<number> {
  const found = await readState(files, folder, { recover: false, before });
  const stores = createStores({ ...NOT_WRITTEN, replay: (name, into) => replay(found, name, into) });
  for (const definition of definitions) stores.open(definition as Definition);
  found.forget();
  return writeSnapshot(
    files,
    draft,
    Object.entries(stores.snapshot()).map(([store, state]) => ({ store, state, has: 0 })),
  );
}

/** A state that is read and not changed. */
const NOT_WRITTEN = { append: () => undefined, flushed: () => undefined, recovered: () => undefined };
