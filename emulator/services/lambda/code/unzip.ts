import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { compressedBytes, readZipDirectory, unreadable, type ZipEntry } from './zip-directory.ts';

const inflate = promisify(inflateRaw);

/** So many files are inflated at once: as many as zlib's threads. */
const AT_ONCE = 4;

/**
 * Unzips into a new folder, off the main thread. Everybody may read it, whatever the umask: functions may run as another user than the
 * engine. Symbolic links are made last, so that no file is written through one. Throws
 * `InvalidParameterValueException`, also at an entry that inflates to more than its directory says (a bomb); the caller removes what was
 * written by then.
 */
export async function unzip(zip: Buffer, folder: string): Promise<void> {
  const entries = readZipDirectory(zip);
  try {
    for (const path of foldersOf(entries)) {
      await mkdir(join(folder, path), { recursive: true });
      await chmod(join(folder, path), 0o755);
    }
    const files = entries.filter(({ kind }) => kind === 'file').values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const entry of files) {
          const mode = 0o644 | (entry.mode & 0o111);
          await writeFile(join(folder, entry.path), await contentOf(zip, entry), { mode });
          await chmod(join(folder, entry.path), mode);
        }
      }),
    );
    for (const entry of entries.filter(({ kind }) => kind === 'link')) {
      const target = await contentOf(zip, entry);
      if (target.length === 0 || target.includes(0)) throw unreadable();
      await symlink(target.toString(), join(folder, entry.path));
    }
  } catch (error) {
    // One path twice, as a file and as a folder or link, or too long: an error of the zip.
    throw UNFIT.has((error as NodeJS.ErrnoException).code ?? '') ? unreadable(error) : error;
  }
}

const UNFIT = new Set(['EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG']);

/** All folders of a zip, each after the one that it lies in. */
function foldersOf(entries: readonly ZipEntry[]): Set<string> {
  const folders = new Set(['.']);
  for (const { kind, path } of entries) {
    const parts = path.split('/').filter((part) => part !== '');
    const depth = kind === 'folder' ? parts.length : parts.length - 1;
    for (let length = 1; length <= depth; length += 1) folders.add(parts.slice(0, length).join('/'));
  }
  return folders;
}

async function contentOf(zip: Buffer, entry: ZipEntry): Promise<Buffer> {
  const compressed = compressedBytes(zip, entry);
  const content = entry.method === 0 ? compressed : await inflated(compressed, entry.size);
  if (content.length !== entry.size) throw unreadable();
  return content;
}

async function inflated(compressed: Buffer, size: number): Promise<Buffer> {
  try {
    return await inflate(compressed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw unreadable(cause);
  }
}
