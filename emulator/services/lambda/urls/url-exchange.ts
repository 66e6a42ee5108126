import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../limits.ts';
import type { UrlAnswer } from './url-response.ts';

/** Sends a function URL's answer; without a body if its status has none. */
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

/** Reads the whole body; undefined if it is larger than Lambda accepts. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limits.synchronousPayloadBytes) chunks.push(chunk);
  }
  return size > limits.synchronousPayloadBytes ? undefined : Buffer.concat(chunks);
}
