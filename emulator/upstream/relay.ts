import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { incomingHead } from './outgoing-head.ts';
import type { Incoming } from './send-on.ts';

/** Streams an upstream's answer to the client. If it breaks off, so does the client's: the status is already sent. */
export async function relay(
  { status, headers, body }: Incoming,
  request: IncomingMessage,
  response: ServerResponse,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  response.writeHead(status, incomingHead(headers, more));
  // An upstream may answer before it has read everything; the client's connection stays in step all the same.
  if (!request.complete) request.resume();
  await pipeline(body, response).catch(() => response.destroy());
}
