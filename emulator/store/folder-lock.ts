import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';

/** The process that holds a lock, as it recorded itself. */
export interface Holder {
  readonly pid?: number;
}

export type FolderLock = AsyncDisposable & { readonly holder?: undefined };

/**
 * Takes the lock of a folder that is used for nothing else, or says who holds it. The lock is the system's (fcntl, through LevelDB, because
 * Node.js has no call for it): it ends with its process, however that ends, so none is left over. Two containers on one volume see each
 * other's. Rejects if the folder cannot be written.
 */
export async function lockFolder(folder: string): Promise<FolderLock | { readonly holder: Holder }> {
  const file = join(folder, 'holder');
  const level = await open(folder);
  if (level === undefined) {
    const pid = Number(await readFile(file, 'utf8').catch(() => ''));
    return { holder: pid > 0 ? { pid } : {} };
  }
  try {
    await writeFile(file, `${process.pid}\n`);
  } catch (error) {
    await level.close();
    throw error;
  }
  return { [Symbol.asyncDispose]: () => level.close() };
}

/** Opens the store that is the lock; undefined if it is already open, here or in another process. */
async function open(folder: string): Promise<ClassicLevel | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const level = new ClassicLevel(folder);
    try {
      await level.open();
      return level;
    } catch (error) {
      const cause = (error as Error).cause as { code?: string } | undefined;
      if (cause?.code === 'LEVEL_LOCKED') return undefined;
      if (attempt > 0) throw cause ?? error;
      // It is empty. If a crash or a full disk has damaged it, it is created again, under the same lock.
      await ClassicLevel.destroy(folder).catch(() => undefined);
    }
  }
}
