import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { UrlCors } from '../state/records.ts';

/** The headers that a function URL's CORS settings add to an answer; none for a page that they do not name. */
export function corsHeaders(
  cors: UrlCors | undefined,
  { headers }: Pick<IncomingMessage, 'headers'>,
): OutgoingHttpHeaders {
  const { origin } = headers;
  if (!cors || origin === undefined) return {};
  const allowed = cors.allowOrigins.find(
    (listed) => listed === '*' || listed.toLowerCase() === origin.toLowerCase(),
  );
  if (allowed === undefined) return {};
  return {
    'Access-Control-Allow-Origin': allowed === '*' && !cors.allowCredentials ? '*' : origin,
    Vary: 'Origin',
    ...(cors.allowCredentials && { 'Access-Control-Allow-Credentials': 'true' }),
    ...(cors.exposeHeaders.length > 0 && { 'Access-Control-Expose-Headers': cors.exposeHeaders.join(',') }),
  };
}

/** Replaces the function's own CORS headers by the settings'; keeps its Vary. */
export function withCors(headers: OutgoingHttpHeaders, cors: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const replaced = new Set(Object.keys(cors).map((name) => name.toLowerCase()));
  const own = Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  const varies = Object.entries(headers).find(([name]) => name.toLowerCase() === 'vary')?.[1];
  const both = cors['Vary'] !== undefined && varies !== undefined && `${varies}, ${cors['Vary']}`;
  return { ...Object.fromEntries(own), ...cors, ...(both && { Vary: both }) };
}

/** The answer to a preflight request; undefined if the request is none, or there are no CORS settings and the function answers itself. */
export function preflight(
  cors: UrlCors | undefined,
  request: Pick<IncomingMessage, 'method' | 'headers'>,
): OutgoingHttpHeaders | undefined {
  if (!cors || request.method !== 'OPTIONS' || !request.headers['access-control-request-method'])
    return undefined;
  const shared = corsHeaders(cors, request);
  if (Object.keys(shared).length === 0) return {};
  return {
    ...shared,
    ...(cors.allowMethods.length > 0 && { 'Access-Control-Allow-Methods': cors.allowMethods.join(',') }),
    ...(cors.allowHeaders.length > 0 && { 'Access-Control-Allow-Headers': cors.allowHeaders.join(',') }),
    ...(cors.maxAge !== undefined && { 'Access-Control-Max-Age': String(cors.maxAge) }),
  };
}
