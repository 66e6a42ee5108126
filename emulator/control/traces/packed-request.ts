import type { AuthorizerRun, GatedRequest, HeldBody } from '../../edge/interfaces/gate-recorder.ts';

/** How many bytes of a body are kept. */
export const MOST_OF_A_BODY = 16 * 1024;

/** The size of an entry, its parts and its policy besides the text, in bytes. */
const FRAME = 500;

/**
 * A kept gated request: one text. The garbage collector would look at each of its many small parts over and over, which costs several times
 * what making the text does.
 */
export interface PackedRequest {
  readonly type: 'request';
  readonly at: number;
  readonly durationMs: number;
  readonly traceId: string;
  readonly text: string;
  /** Kept by reference, because the authorizer's cache has it too. */
  readonly policy: AuthorizerRun['policy'];
  readonly bytes: number;
}

/** The last packed one: usually it is read right away. */
let latest: { readonly packed: PackedRequest; readonly request: GatedRequest } | undefined;

/** Packs a request, and changes it. Keeps the beginning of bodies. */
export function pack(request: GatedRequest): PackedRequest {
  const { at, durationMs, traceId, answered, authorizer } = request;
  const policy = authorizer?.policy;
  request.requestBody = beginning(request.requestBody);
  if (answered) answered.body = beginning(answered.body);
  if (authorizer) authorizer.policy = undefined;
  const text = JSON.stringify(request);
  if (authorizer) authorizer.policy = policy;
  const packed = {
    type: 'request',
    at,
    durationMs,
    traceId,
    text,
    policy,
    bytes: FRAME + text.length,
  } as const;
  latest = { packed, request };
  return packed;
}

/** The request again, as it was packed. */
export function unpack(packed: PackedRequest): GatedRequest {
  if (latest?.packed === packed) return latest.request;
  const { text, policy } = packed;
  const request = JSON.parse(text) as GatedRequest;
  if (request.authorizer) request.authorizer.policy = policy;
  return request;
}

/** A separate text, so that it does not keep a connection's buffer alive. */
function beginning(body: HeldBody | undefined): HeldBody | undefined {
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
