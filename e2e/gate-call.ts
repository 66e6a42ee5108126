import { outputs } from './environment.ts';

export interface GateAnswer {
  status: number;
  headers: Headers;
  /** As it came over the wire. */
  text: string;
}

/** Calls the gated API with this value as the `Authorization` header, or with none. */
export async function callGate(
  path: string,
  authorization: string | undefined,
  init: RequestInit = {},
): Promise<GateAnswer> {
  const headers = new Headers(init.headers);
  if (authorization !== undefined) headers.set('Authorization', authorization);
  const response = await fetch(`${outputs.apiUrl}${path}`, { ...init, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
