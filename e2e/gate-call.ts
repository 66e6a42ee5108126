import type { Gate } from '../provision/refusals.ts';

export interface GateAnswer {
  status: number;
  headers: Headers;
  /** As it came over the wire. */
  text: string;
}

/** Calls a gated API with this value as the `Authorization` header, or without one. */
export async function callGate(
  gate: Gate,
  path: string,
  authorization: string | undefined,
  init: RequestInit = {},
): Promise<GateAnswer> {
  const headers = new Headers(init.headers);
  if (authorization !== undefined) headers.set('Authorization', authorization);
  const response = await fetch(`${gate.url}${path}`, { ...init, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
