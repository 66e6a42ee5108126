import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';

/** The header in which the gateway names the caller, from the authorizer's context. */
const USER_HEADER = 'x-user';

/** Headers whose values are harmless. Of all others only the names are shown. */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'forwarded',
  'host',
  'user-agent',
  'via',
  'x-amzn-apigateway-api-id',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  USER_HEADER,
]);

/** What the origin saw of a request: the answer of `/whoami`. */
export interface Whoami {
  /** The user that the gateway named, or null if it named none. */
  user: string | null;
  method: string;
  /** Path and query as they arrived. */
  url: string;
  /** Whether an `Authorization` header arrived; through the gateway, none may. */
  authorization: boolean;
  /** Every header that arrived, by its name in lower case; the value is null unless it is known to be harmless. */
  headers: Record<string, string | null>;
}

/** Answers any method with what the origin saw of the request, without the secret and other credentials. */
export const whoami: RequestHandler = (request, response) => {
  const seen: Whoami = {
    user: userOf(request.headers) ?? null,
    method: request.method,
    url: request.originalUrl,
    authorization: request.headers.authorization !== undefined,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        HARMLESS.has(name) ? String(value) : null,
      ]),
    ),
  };
  response.json(seen);
};

/** The user that the gateway named. */
export function userOf(headers: IncomingHttpHeaders): string | undefined {
  const user = headers[USER_HEADER];
  return typeof user === 'string' && user !== '' ? user : undefined;
}
