import type { ApiKind } from './config.ts';
import type { Outputs } from './outputs.ts';

/** How a gate answers whom it does not let through: status and body, byte for byte. */
export interface Refusals {
  /** To a request without a credential. The authorizer is not asked. */
  readonly nobody: { readonly status: number; readonly text: string };
  /** To a request with a credential that is not good, of whatever form. */
  readonly stranger: { readonly status: number; readonly text: string };
  /** Whether a 401 says how to sign in: an HTTP API has no gateway responses that could be told to. */
  readonly challenge: boolean;
  /** Whether the client's credential is kept from the origin: no mapping of an HTTP API may touch `Authorization`. */
  readonly keepsCredential: boolean;
}

const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' };

/**
 * What each kind of API sends. A REST API turns a function's `Unauthorized` into 401; to an HTTP API a function can only say
 * no, which is 403 (API Gateway guide, "Use API Gateway Lambda authorizers", "Control access to HTTP APIs with AWS Lambda
 * authorizers").
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
  /** Without a slash at the end. */
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
