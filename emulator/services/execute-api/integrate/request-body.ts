import type { IncomingMessage } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestWithBody } from '../request/request-context.ts';
import { requestTooLarge } from '../request/unfit-request.ts';
import type { BodyConverter } from './convert-body.ts';
import { Spool } from './spool.ts';

/** The largest request body, in bytes (API Gateway quotas, "Payload size"). */
export const LARGEST_BODY = 10 * 1024 * 1024;

export interface RequestBody {
  readonly content: Readable | Buffer;
  readonly length: number;
}

/**
 * A request's body as a stream if the client gave its length, else held back, because AWS calls no endpoint before it knows that the body
 * is not too large, and sends its length. Undefined without a body. Throws GatewayFailure 413 above 10 MB.
 */
export async function requestBody({ request, body }: RequestWithBody): Promise<RequestBody | undefined> {
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

/** Whether a request has a body at all. */
export function hasBody({ request: { headers } }: Pick<RequestWithBody, 'request'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Takes a request's whole body into a spool, decoded and converted. Throws GatewayFailure 413 if it is above 10 MB, raw or decoded, and
 * what decoder and converter throw; rejects if the client goes away.
 */
export async function spoolBody(
  { request, body }: RequestWithBody,
  { decoder, converter }: { decoder: Transform | undefined; converter: BodyConverter | undefined },
): Promise<Spool> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) throw requestTooLarge();
  const spool = new Spool();
  // Rejecting a request must not close the connection that carries the answer.
  const source: AsyncIterable<Buffer> = body
    ? Readable.from([body])
    : request.iterator({ destroyOnReturn: false });
  let length = 0;
  let failure: unknown;
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    try {
      for await (const chunk of chunks) {
        length += chunk.length;
        if (length > LARGEST_BODY) throw requestTooLarge();
        await spool.add(converter ? converter.write(chunk) : chunk);
      }
      if (converter) await spool.add(converter.end());
    } catch (error) {
      // A pipeline only rejects with "aborted".
      failure = error;
      throw error;
    }
  };
  try {
    if (decoder) await pipeline(Readable.from(source), decoder, take);
    else await take(source);
    return spool;
  } catch (error) {
    await spool[Symbol.asyncDispose]();
    throw failure ?? error;
  }
}

/** A request's whole body, read once. Throws GatewayFailure 413 above 10 MB; rejects if the client goes away. */
export async function wholeBody(exchange: RequestWithBody): Promise<Buffer> {
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
