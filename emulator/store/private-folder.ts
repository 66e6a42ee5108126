import { chmod, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const GIT_IGNORE = '.gitignore';
const EVERYTHING = '*\n';

/** What others than the owner may do with a file. */
const OTHERS = 0o077;

/** Makes a private folder for state. One that is new holds a `.gitignore` too, so that git sees nothing of it wherever it is. */
export async function makeStateFolder(folder: string): Promise<void> {
  await makePrivate(folder);
  // In a folder that holds something, a file of that name might hide what its owner means to commit.
  if ((await readdir(folder)).length === 0)
    await writeFile(join(folder, GIT_IGNORE), EVERYTHING, { mode: 0o600 });
}

/** Removes a folder for state when there is nothing in it but what `makeStateFolder` has put there. */
export async function removeEmptyStateFolder(folder: string): Promise<void> {
  const ignore = join(folder, GIT_IGNORE);
  const left = await readdir(folder).catch(() => undefined);
  if (left?.join() === GIT_IGNORE && (await readFile(ignore, 'utf8')) === EVERYTHING) await rm(ignore);
  await rmdir(folder).catch(() => undefined);
}

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
