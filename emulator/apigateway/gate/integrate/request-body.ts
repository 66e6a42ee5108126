import type { IncomingMessage } from 'node:http';
import type { Exchange } from '../exchange.ts';
import { requestTooLarge } from '../gateway-failure.ts';

/** The largest request body, in bytes (API Gateway quotas, "Payload size"). */
export const LARGEST_BODY = 10 * 1024 * 1024;

export interface RequestBody {
  readonly content: IncomingMessage | Buffer;
  readonly length: number;
}

/**
 * The body of a request, on its way: as a stream where the client said how long it is, else read whole, since AWS asks
 * no endpoint before it knows that the body is not too large, and tells it the length. Undefined when there is none.
 * Throws GatewayFailure 413 above 10 MB.
 */
export async function requestBody({
  request,
  body,
}: Pick<Exchange, 'request' | 'body'>): Promise<RequestBody | undefined> {
  if (body) return body.length > 0 ? { content: body, length: body.length } : undefined;
  const { 'content-length': stated, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined) {
    const length = Number(stated ?? 0);
    if (length > LARGEST_BODY) throw requestTooLarge();
    return length > 0 ? { content: request, length } : undefined;
  }
  const content = await readBody(request);
  return { content, length: content.length };
}

/** The body of a request, whole, read once. Throws GatewayFailure 413 above 10 MB; rejects when the client goes away. */
export async function wholeBody(exchange: Pick<Exchange, 'request' | 'body'>): Promise<Buffer> {
  exchange.body ??= await readBody(exchange.request);
  return exchange.body;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) throw requestTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw requestTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
