import { AwsError } from '../../../edge/aws-error.ts';
import { limits } from '../limits.ts';

/** One entry of a zip, as its central directory describes it; sizes in bytes. */
export interface ZipEntry {
  path: string;
  /** A `link`'s content is the path that it points to. */
  kind: 'file' | 'folder' | 'link';
  method: number;
  compressedSize: number;
  size: number;
  /** Where its local header starts. */
  offset: number;
  /** The permission bits that Unix tools store, 0 if there are none. */
  mode: number;
}

/** The unzipped size of a zip's files, in bytes. */
export function unzippedSize(entries: readonly Pick<ZipEntry, 'size'>[]): number {
  return entries.reduce((total, { size }) => total + size, 0);
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const END_LENGTH = 22;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const ENCRYPTED = 1;
/** The longest path on Linux. */
const LONGEST_LINK = 4096;
/** More files than any sensible function has; the names alone of more would cost memory. */
const MOST_ENTRIES = 65_534;

/**
 * Reads the central directory of a zip (PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16) without inflating anything. Throws
 * `InvalidParameterValueException` if it is no zip, is empty, encrypted, too large once unzipped, or has a path outside its folder. A symbolic
 * link may point anywhere, as in Lambda, where `node_modules` often points into a layer.
 */
export function readZipDirectory(zip: Buffer): ZipEntry[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) throw unreadable();
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_LENGTH > end || zip.readUInt32LE(at) !== ENTRY_SIGNATURE) throw unreadable();
    const flags = zip.readUInt16LE(at + 8);
    const nameLength = zip.readUInt16LE(at + 28);
    const path = zip.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
    const mode = zip.readUInt32LE(at + 38) >>> 16;
    const entry: ZipEntry = {
      path,
      kind: path.endsWith('/') ? 'folder' : (mode & FILE_TYPE) === SYMBOLIC_LINK ? 'link' : 'file',
      method: zip.readUInt16LE(at + 10),
      compressedSize: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
      mode: mode & 0o777,
    };
    total += entry.size;
    if (total > limits.unzippedBytes) {
      throw refused(`Unzipped size must be smaller than ${limits.unzippedBytes} bytes`);
    }
    if ((flags & ENCRYPTED) !== 0 || ![0, 8].includes(entry.method)) throw unreadable();
    if (leavesItsFolder(path) || (entry.kind === 'link' && entry.size > LONGEST_LINK)) throw unreadable();
    entries.push(entry);
    at += ENTRY_LENGTH + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (entries.every(({ kind }) => kind === 'folder')) throw refused('Uploaded file must be a non-empty zip');
  return entries;
}

/** Where an entry's bytes are: behind its local header, whose lengths may differ from the directory's. */
export function compressedBytes(zip: Buffer, { offset, compressedSize }: ZipEntry): Buffer {
  if (offset + 30 > zip.length) throw unreadable();
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  if (start + compressedSize > zip.length) throw unreadable();
  return zip.subarray(start, start + compressedSize);
}

/** AWS's error for a file that it cannot unzip. */
export function unreadable(cause?: unknown): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
    { cause },
  );
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

/** The record at the end of a zip, before a comment of at most 64 KB. */
function findEnd(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - END_LENGTH - 0xffff);
  for (let at = zip.length - END_LENGTH; at >= lowest; at -= 1) {
    if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw unreadable();
}

function leavesItsFolder(path: string): boolean {
  return (
    path === '' ||
    path.startsWith('/') ||
    path.includes('\\') ||
    path.includes('\0') ||
    path.split('/').some((part) => part === '..')
  );
}
