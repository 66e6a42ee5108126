import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies folders into a new one, each over the ones before it (developer guide, "Packaging your layer content": the later layer's file
 * wins). If one has a file and another a folder or a symbolic link, the later one wins (a guess); nothing is written through a link.
 */
export async function mergeFolders(parts: readonly string[], into: string): Promise<void> {
  await makeFolder(into);
  for (const part of parts) await lay(part, into);
}

async function lay(from: string, into: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(into, entry.name);
    const present = await lstat(target).catch(() => undefined);
    if (present && !(present.isDirectory() && entry.isDirectory())) await rm(target, { recursive: true });
    if (entry.isDirectory()) {
      await makeFolder(target);
      await lay(source, target);
    } else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
}

/** Makes a folder that everybody may read, whatever the umask. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}
