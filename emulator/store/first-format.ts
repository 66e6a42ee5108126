import { deserialize } from 'node:v8';
import type { StateFile } from './state-file.ts';

/**
 * Reads a journal of the first format, which had no checksums: four bytes of length, then the change as a structured clone. Skips a tail
 * cut short by a crash.
 */
export function readFirstFormat(bytes: Buffer): StateFile {
  const values: unknown[] = [];
  let end = 0;
  while (end + 4 <= bytes.length) {
    const next = end + 4 + bytes.readUInt32LE(end);
    if (next > bytes.length) break;
    try {
      values.push(deserialize(bytes.subarray(end + 4, next)));
    } catch {
      return { values, end, damagedAt: end };
    }
    end = next;
  }
  return { values, end };
}
