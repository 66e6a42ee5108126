import type { AuthorizerRun, GatedRequest, HeldBody } from '../../edge/interfaces/gate-recorder.ts';

/** Of a body, so many bytes are kept. */
export const MOST_OF_A_BODY = 16 * 1024;

/** What an entry, its parts and its policy take beside the text, in bytes. */
const FRAME = 500;

/**
 * A gated request as it is kept: one text. Its many small parts would each be looked at by the garbage collector, over and over, which
 * costs several times what making the text does.
 */
export interface PackedRequest {
  readonly type: 'request';
  readonly at: number;
  readonly durationMs: number;
  readonly traceId: string;
  readonly text: string;
  /** Kept as it is, since the authorizer's cache has it too. */
  readonly policy: AuthorizerRun['policy'];
  readonly bytes: number;
}

/** The one that was packed last: it is told of right away, mostly. */
let latest: { readonly packed: PackedRequest; readonly request: GatedRequest } | undefined;

/** Packs a request; it is changed by that. Of bodies the beginning is kept. */
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

/** A text of its own, so that no buffer of a connection is held by it. */
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
