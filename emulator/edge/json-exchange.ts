import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseWithin } from './json-bounds.ts';

/** The largest body that the engine's own endpoints read, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** The body cannot be read; the message is one sentence for the sender. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/** Reads the JSON body of a request to one of the engine's own endpoints. Throws UnreadableBody. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new UnreadableBody(`The body is larger than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return parseWithin(Buffer.concat(chunks));
  } catch (cause) {
    throw new UnreadableBody('The body is not JSON.', { cause });
  }
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      ...headers,
    })
    .end(body);
}
