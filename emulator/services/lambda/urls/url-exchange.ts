import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../limits.ts';
import type { UrlAnswer } from './url-response.ts';

/** Sends the answer of a function URL; one of a status that has no body goes without. */
export function send(
  response: ServerResponse,
  { status, headers, body }: UrlAnswer,
  requestId: string,
): void {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    'x-amzn-RequestId': requestId,
    ...(!bodiless && { 'Content-Length': body.length }),
  });
  response.end(bodiless || response.req.method === 'HEAD' ? undefined : body);
}

/** Reads the whole body; undefined when it is larger than Lambda takes. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limits.synchronousPayloadBytes) chunks.push(chunk);
  }
  return size > limits.synchronousPayloadBytes ? undefined : Buffer.concat(chunks);
}
