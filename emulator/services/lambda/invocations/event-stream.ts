import { crc32 } from 'node:zlib';

/** One event of an event stream: its name, what its payload is, and the payload. */
export interface StreamEvent {
  type: string;
  contentType: 'application/json' | 'application/octet-stream';
  payload: Uint8Array;
}

/** A header's value that is text, in the event stream's own numbering. */
const TEXT = 7;

/**
 * Writes events in the binary form that the SDKs read (Smithy 2.0, "Amazon Event Stream specification"): lengths, a checksum over
 * them, headers, payload, and a checksum over all of it; numbers are big-endian.
 */
export function eventStream(events: readonly StreamEvent[]): Buffer {
  return Buffer.concat(events.map(message));
}

function message({ type, contentType, payload }: StreamEvent): Buffer {
  const headers = Buffer.concat([
    header(':message-type', 'event'),
    header(':event-type', type),
    header(':content-type', contentType),
  ]);
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(prelude.length + 4 + headers.length + payload.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const checked = Buffer.concat([prelude, checksum(prelude), headers, payload]);
  return Buffer.concat([checked, checksum(checked)]);
}

function header(name: string, value: string): Buffer {
  const head = Buffer.from([name.length, ...Buffer.from(name), TEXT, 0, 0]);
  head.writeUInt16BE(value.length, head.length - 2);
  return Buffer.concat([head, Buffer.from(value)]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
