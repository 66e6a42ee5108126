import { promisify } from 'node:util';
import { deflate, gzip } from 'node:zlib';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import type { Exchange } from '../exchange.ts';

export type Coding = 'gzip' | 'deflate';

const CODERS = { gzip: promisify(gzip), deflate: promisify(deflate) };

/**
 * The coding by which an answer of `length` bytes is compressed, undefined for none: the API has a `minimumCompressionSize` of at most
 * that, the client names a coding in `Accept-Encoding` (`*` names none), and the answer has no `Content-Encoding` yet (API Gateway guide,
 * "Receive an API response with a compressed payload"). Of several codings the one with the highest `q` counts, then the first; that
 * order is a guess. `headers` is a flat list of names and values.
 */
export function codingFor(
  { request, stage, method }: Pick<Exchange, 'request' | 'stage' | 'method'>,
  headers: readonly string[],
  length: number,
): Coding | undefined {
  const { minimumCompressionSize: least } = stage.snapshot.api;
  if (least === undefined || length < least || length === 0 || method === 'HEAD') return undefined;
  if (headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-encoding'))
    return undefined;
  return acceptedCoding(headerValue(request, 'accept-encoding') ?? '');
}

function acceptedCoding(accepted: string): Coding | undefined {
  let best: { coding: Coding; weight: number } | undefined;
  for (const entry of accepted.split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    if (name !== 'gzip' && name !== 'deflate') continue;
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = given === undefined ? 1 : Number(given);
    if (weight > (best?.weight ?? 0)) best = { coding: name, weight };
  }
  return best?.coding;
}

/** The whole of an answer's body, compressed. */
export function compress(coding: Coding, body: Uint8Array): Promise<Buffer> {
  return CODERS[coding](body);
}
