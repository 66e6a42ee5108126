import type { GatedRequest, HeldBody } from '../../edge/interfaces/gate-recorder.ts';
import type { KeptRequest } from './kept-traces.ts';

/** Of a body, so many bytes are kept. */
export const MOST_OF_A_BODY = 16 * 1024;

/** What an entry and its parts take without texts, in bytes; by measure. */
const FRAME = 1500;

/** Makes what is kept of a request: of bodies the beginning, in a text of its own, so that no buffer of a connection is held by it. */
export function keepRequest(request: GatedRequest): { kept: KeptRequest; bytes: number } {
  const { answered } = request;
  const requestBody = keepBody(request.requestBody);
  const responseBody = keepBody(answered?.body);
  const kept: KeptRequest = {
    ...request,
    type: 'request',
    requestBody,
    answered: answered && { headers: answered.headers, body: responseBody },
  };
  const bytes =
    FRAME +
    sizeOf(request.requestHeaders) +
    sizeOf(request.integration?.headers ?? []) +
    request.url.length * 2 +
    (requestBody?.content.length ?? 0) +
    (responseBody?.content.length ?? 0);
  return { kept, bytes };
}

function keepBody(body: HeldBody | undefined): HeldBody | undefined {
  if (!body) return undefined;
  const { content, encoding } = body;
  if (typeof content !== 'string')
    return {
      content: content.toString('latin1', 0, MOST_OF_A_BODY),
      encoding: 'latin1',
      length: body.length ?? content.length,
    };
  if (content.length <= MOST_OF_A_BODY) return body;
  const length = body.length ?? Buffer.byteLength(content, encoding);
  return { content: content.slice(0, MOST_OF_A_BODY), encoding, length };
}

function sizeOf(texts: readonly string[]): number {
  let size = 0;
  for (const text of texts) size += text.length;
  return size;
}
