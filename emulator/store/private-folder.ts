import { chmod, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const GIT_IGNORE = '.gitignore';
const EVERYTHING = '*\n';

/** Permissions of others than the owner. */
const OTHERS = 0o077;

/** Makes a private folder for state. A new one gets a `.gitignore` too, so that git ignores it anywhere. */
export async function makeStateFolder(folder: string): Promise<void> {
  await makePrivate(folder);
  // In a folder with other files, a `.gitignore` might hide what its owner wants to commit.
  if ((await readdir(folder)).length === 0)
    await writeFile(join(folder, GIT_IGNORE), EVERYTHING, { mode: 0o600 });
}

/** Removes a state folder if it only contains what `makeStateFolder` created. */
export async function removeEmptyStateFolder(folder: string): Promise<void> {
  const ignore = join(folder, GIT_IGNORE);
  const left = await readdir(folder).catch(() => undefined);
  if (left?.join() === GIT_IGNORE && (await readFile(ignore, 'utf8')) === EVERYTHING) await rm(ignore);
  await rmdir(folder).catch(() => undefined);
}

/**
 * Makes a folder that only its owner can read. An existing one that is open to others, as older versions made it, is closed with everything
 * in it; executable files stay executable.
 */
export async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await stat(folder);
  if ((mode & OTHERS) === 0) return;
  // The folder itself last: its mode marks that everything is done.
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
