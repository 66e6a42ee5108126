import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const FRAME_HEADER = 16;

/**
 * Passes each line of a stream to `write`, with its line end as CloudWatch Logs shows it; the returned function, called at the end of an
 * invocation, passes on a last line without one.
 */
export function readLines(stream: Readable, write: (message: string) => void): () => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) write(`${line}\n`);
  });
  return () => {
    if (rest !== '') write(rest);
    rest = '';
  };
}

/**
 * Passes each framed message of the platform's log channel to `write`: four bytes of type, four of length, eight of time, the message. A
 * message of many lines stays one.
 */
export function readFrames(stream: Readable, write: (message: string) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= FRAME_HEADER) {
      const end = FRAME_HEADER + pending.readUInt32BE(4);
      if (pending.length < end) break;
      write(pending.toString('utf8', FRAME_HEADER, end));
      pending = pending.subarray(end);
    }
  });
}
