import type { ApiKind } from './config.ts';
import type { Outputs } from './outputs.ts';

/** How a gate rejects requests: exact status and body. */
export interface Refusals {
  /** For a request without a credential. The authorizer is not called. */
  readonly nobody: { readonly status: number; readonly text: string };
  /** For a request with a bad credential of any form. */
  readonly stranger: { readonly status: number; readonly text: string };
  /** Whether a 401 says how to sign in: an HTTP API has no gateway responses to configure. */
  readonly challenge: boolean;
  /** Whether the client's credential is kept from the origin: no mapping of an HTTP API may touch `Authorization`. */
  readonly keepsCredential: boolean;
}

const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' };

/**
 * What each kind of API sends. A REST API turns a function's `Unauthorized` into 401; for an HTTP API a function can only deny, which is
 * 403 (API Gateway guide, "Use API Gateway Lambda authorizers", "Control access to HTTP APIs with AWS Lambda authorizers").
 */
export const REFUSALS: Readonly<Record<'rest' | 'http', Refusals>> = {
  rest: { nobody: unauthorized, stranger: unauthorized, challenge: true, keepsCredential: true },
  http: {
    nobody: unauthorized,
    stranger: { status: 403, text: '{"message":"Forbidden"}' },
    challenge: false,
    keepsCredential: false,
  },
};

/** One API of the gate, as a client meets it. */
export interface Gate {
  readonly kind: Exclude<ApiKind, 'both'>;
  /** Without a trailing slash. */
  readonly url: string;
}

/** Every API that guards the origin. */
export function gatesOf({
  apiKind,
  apiUrl,
  httpApi,
}: Pick<Outputs, 'apiKind' | 'apiUrl' | 'httpApi'>): [Gate, ...Gate[]] {
  const first: Gate = { kind: apiKind === 'http' ? 'http' : 'rest', url: apiUrl };
  return httpApi ? [first, { kind: 'http', url: httpApi.apiUrl }] : [first];
}
