import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What others than the owner may do with a file. */
const OTHERS = 0o077;

/**
 * Makes a folder that is its owner's alone. One that is there and open to others, as older versions made it, is mended with all that is
 * in it; files keep their right to be run.
 */
export async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await stat(folder);
  if ((mode & OTHERS) === 0) return;
  // The folder itself last: it is the mark that all of it is done.
  await mendBelow(folder);
  await chmod(folder, mode & 0o7700);
}

async function mendBelow(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) continue;
    if (entry.isDirectory()) await mendBelow(path);
    const { mode } = await stat(path);
    if ((mode & OTHERS) !== 0) await chmod(path, mode & 0o7700);
  }
}
