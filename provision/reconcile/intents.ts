import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What a run was about to make, where names are not unique and lists lag: noted before the call is sent, removed when the call was rejected
 * or the run saw everything it did. A run that finds such a note and not the resource looks for longer before it makes one, so that there
 * are never two.
 */
export interface Intents {
  note(what: string): Promise<void>;
  settle(what: string): Promise<void>;
  clear(): Promise<void>;
  /** Milliseconds since it was noted; undefined if it was not. */
  age(what: string): Promise<number | undefined>;
}

/** Stores the notes as empty files in a folder. */
export function intentsIn(folder: string): Intents {
  const path = (what: string) => join(folder, encodeURIComponent(what));
  return {
    async note(what) {
      await mkdir(folder, { recursive: true });
      await writeFile(path(what), '');
    },
    async settle(what) {
      await rm(path(what), { force: true });
    },
    clear: () => rm(folder, { recursive: true, force: true }),
    async age(what) {
      const noted = await stat(path(what)).catch(() => undefined);
      return noted && Math.max(0, Date.now() - noted.mtimeMs);
    },
  };
}
