import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, createInflate, gunzip, inflate } from 'node:zlib';
import { LARGEST_BODY, wholeBody } from '../../../execute-api/integrate/request-body.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import { requestTooLarge, unsupportedMediaType } from '../../../execute-api/request/unfit-request.ts';
import type { Exchange } from '../exchange.ts';

type Coding = 'gzip' | 'deflate' | undefined;

/**
 * A client's compression of its body: one that API Gateway undoes before anything else sees the body (API Gateway guide, "Call an API
 * method with a compressed payload"), or none. Throws GatewayFailure 415 for any other.
 */
function codingOf({ request }: Pick<Exchange, 'request'>): Coding {
  const coding = headerValue(request, 'content-encoding')?.trim().toLowerCase() || 'identity';
  if (coding === 'identity') return undefined;
  if (coding !== 'gzip' && coding !== 'deflate') throw unsupportedMediaType();
  return coding;
}

/** A stream that decompresses a request's body; undefined without compression. */
export function bodyDecoder(exchange: Pick<Exchange, 'request'>): Transform | undefined {
  switch (codingOf(exchange)) {
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    default:
      return undefined;
  }
}

/** A request's whole body, decompressed. Throws GatewayFailure 415 if it is not what it claims, 413 above 10 MB. */
export async function plainBody(exchange: Pick<Exchange, 'request' | 'body'>): Promise<Buffer> {
  const body = await wholeBody(exchange);
  const coding = codingOf(exchange);
  if (!coding || body.length === 0) return body;
  try {
    return await promisify(coding === 'gzip' ? gunzip : inflate)(body, { maxOutputLength: LARGEST_BODY });
  } catch (error) {
    throw decodingFailure(error);
  }
}

/** What a decompression error means for the caller; other errors stay unchanged. */
export function decodingFailure(error: unknown): unknown {
  // By its code: errors of Node.js's own modules may come from another realm.
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') return requestTooLarge();
  return code.startsWith('Z_') ? unsupportedMediaType() : error;
}
