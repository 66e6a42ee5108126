import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/** The format of state files that this engine writes. A newer one is rejected. */
const FORMAT = 2;

const MARK = 'gatehouse-state ';
const NEWLINE = 0x0a;
/** Bytes before each record: its length, a checksum of that, a checksum of the record. */
const HEAD = 12;

/** What stands at the beginning of a file. */
export const BEGINNING = Buffer.from(`${MARK}${FORMAT}\n`);

/** A file in a format that this engine does not know, because it is newer. */
class NewerStateError extends Error {}

/**
 * A written record: 4 bytes of length, CRC-32 of these, CRC-32 of what follows, then the value as a structured clone. The length has its
 * own checksum, so that a changed one is not mistaken for a record cut short by a crash.
 */
export function encodeRecord(value: unknown): Buffer {
  const body = serialize(value);
  const record = Buffer.allocUnsafe(HEAD + body.length);
  record.writeUInt32LE(body.length, 0);
  record.writeUInt32LE(crc32(record.subarray(0, 4)), 4);
  record.writeUInt32LE(crc32(body), 8);
  body.copy(record, HEAD);
  return record;
}

export interface StateFile {
  values: unknown[];
  /** Where the last whole record ends, in bytes. What follows was cut short, unless `damagedAt` says otherwise. */
  end: number;
  /** Where the first changed record begins, in bytes. */
  damagedAt?: number;
}

/**
 * Reads a file's records up to its end or the first changed one. A tail cut short is no damage: a killed process leaves one, and nobody was
 * told that it is kept. Throws NewerStateError.
 */
export function readStateFile(bytes: Buffer, name: string): StateFile {
  if (bytes.length < BEGINNING.length && BEGINNING.subarray(0, bytes.length).equals(bytes))
    return { values: [], end: 0 };
  if (!bytes.subarray(0, BEGINNING.length).equals(BEGINNING)) {
    const format = formatOf(bytes);
    if (format !== undefined && format > FORMAT)
      throw new NewerStateError(
        `The state in ${name} was written by a newer engine (format ${format}, this one knows ${FORMAT}): use that one, or give another STATE_DIR.`,
      );
    return { values: [], end: 0, damagedAt: 0 };
  }
  const values: unknown[] = [];
  let end = BEGINNING.length;
  while (end + HEAD <= bytes.length) {
    const length = bytes.readUInt32LE(end);
    if (crc32(bytes.subarray(end, end + 4)) !== bytes.readUInt32LE(end + 4))
      return { values, end, ...(isBlank(bytes, end) ? {} : { damagedAt: end }) };
    const next = end + HEAD + length;
    if (next > bytes.length) break;
    const body = bytes.subarray(end + HEAD, next);
    if (crc32(body) !== bytes.readUInt32LE(end + 8)) return { values, end, damagedAt: end };
    values.push(deserialize(body));
    end = next;
  }
  return { values, end };
}

/** Whether a file has this engine's format, or a newer one. Files of the first format had no header. */
export function hasBeginning(bytes: Buffer): boolean {
  return bytes.subarray(0, MARK.length).equals(Buffer.from(MARK));
}

function formatOf(bytes: Buffer): number | undefined {
  if (!hasBeginning(bytes)) return undefined;
  const line = bytes.subarray(MARK.length, MARK.length + 8);
  const length = line.indexOf(NEWLINE);
  const text = line.subarray(0, Math.max(0, length)).toString('latin1');
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** What a file system returns for space that was allocated and never written before the power went. */
function isBlank(bytes: Buffer, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] !== 0) return false;
  return true;
}
