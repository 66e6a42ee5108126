import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { deflateSync, Zip, type ZipInputFile } from 'fflate';

/**
 * The earliest day that a zip archive can store. The archive stores local time, and this is local too, so it is the same in every time
 * zone.
 */
const FIXED_TIME = new Date(1980, 0, 2, 12, 0, 0);

/** Regular file, readable by everyone: Lambda rejects code that its user cannot read. */
const FILE_MODE = 0o100644;

/** The compression method of an archive's entry (APPNOTE.TXT, 4.4.5). */
const DEFLATED = 8;

/** A file in an archive. Unchanged files need not be compressed again. */
export interface Packed {
  readonly deflated: Uint8Array<ArrayBuffer>;
  /** Of the contents, in bytes. */
  readonly size: number;
  readonly crc: number;
}

/** Compresses a file's contents with a package of ours, because Node.js's own compression gives other bytes from version to version. */
export function packed(contents: Uint8Array): Packed {
  return {
    deflated: new Uint8Array(deflateSync(contents, { level: 9 })),
    size: contents.byteLength,
    crc: crc32(contents),
  };
}

/**
 * Puts files into a zip archive whose bytes depend only on their names and contents, and returns its SHA-256 in base64, which Lambda
 * reports as `CodeSha256`.
 */
export function pack(files: Readonly<Record<string, Packed>>): { zip: Uint8Array; codeSha256: string } {
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [filename, { deflated, size, crc }] of Object.entries(files)) {
    const about = { mtime: FIXED_TIME, os: 3, attrs: FILE_MODE * 0x10000 };
    const file: ZipInputFile = { filename, size, crc, compression: DEFLATED, ...about };
    archive.add(file);
    file.ondata?.(null, deflated, true);
  }
  archive.end();
  const zip = Buffer.concat(chunks);
  return { zip, codeSha256: createHash('sha256').update(zip).digest('base64') };
}
