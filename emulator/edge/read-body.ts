import type { IncomingMessage } from 'node:http';

/**
 * Reads a whole body; undefined when it is larger than `limit` bytes: the rest is read and dropped, for a client whose connection
 * closes while it sends would not read the answer. Rejects when the client goes away.
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
