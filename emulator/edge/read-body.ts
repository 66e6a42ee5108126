import type { IncomingMessage } from 'node:http';

/**
 * Reads a whole body; undefined if it is larger than `limit` bytes: it reads and drops the rest, because a client would not read the answer
 * if its connection closed while it sends. Rejects if the client goes away.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () => {
      if (size > limit) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('The client went away in the middle of its request.'));
    });
  });
}
