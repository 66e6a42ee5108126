import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { compressedBytes, readZipDirectory, unreadable, type ZipEntry } from './zip-directory.ts';

const inflate = promisify(inflateRaw);

/** So many files are inflated at once: as many as zlib's threads. */
const AT_ONCE = 4;

/**
 * Unzips into an empty folder, off the main thread. An entry that inflates to more than its directory says (a bomb) stops it.
 * Throws `InvalidParameterValueException`; what was written by then is left to the caller.
 */
export async function unzip(zip: Buffer, folder: string): Promise<void> {
  const entries = readZipDirectory(zip);
  await mkdir(folder, { recursive: true });
  try {
    for (const path of new Set(entries.map((entry) => dirname(entry.path)))) {
      await mkdir(join(folder, path), { recursive: true });
    }
    const queue = entries.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const entry of queue) await writeEntry(zip, entry, folder);
      }),
    );
  } catch (error) {
    // One path is a file and a folder, or too long for the file system: no fault of the machine's.
    throw UNFIT.has((error as NodeJS.ErrnoException).code ?? '') ? unreadable(error) : error;
  }
}

const UNFIT = new Set(['EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG']);

async function writeEntry(zip: Buffer, entry: ZipEntry, folder: string): Promise<void> {
  const compressed = compressedBytes(zip, entry);
  const content = entry.method === 0 ? compressed : await inflated(compressed, entry.size);
  if (content.length !== entry.size) throw unreadable();
  await writeFile(join(folder, entry.path), content, { mode: 0o644 | (entry.mode & 0o111) });
}

async function inflated(compressed: Buffer, size: number): Promise<Buffer> {
  try {
    return await inflate(compressed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw unreadable(cause);
  }
}
