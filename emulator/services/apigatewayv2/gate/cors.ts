import type { IncomingMessage } from 'node:http';
import type { Cors } from '@aws-sdk/client-apigatewayv2';

/** Whether a request is a browser's preflight (Fetch standard, "CORS-preflight request"). */
export function isPreflight({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** The headers of the answer to a preflight; none if the origin is not allowed (API Gateway guide, "Configure CORS for HTTP APIs"). */
export function preflightHeaders(cors: Cors, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...listed('access-control-allow-methods', cors.AllowMethods),
    ...listed('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
    ...credentials(cors),
  };
}

/** The headers of an answer to a browser of this origin. */
export function answerHeaders(cors: Cors, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...listed('access-control-expose-headers', cors.ExposeHeaders),
    ...credentials(cors),
  };
}

function allowedOrigin({ AllowOrigins = [] }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes('*')) return '*';
  const fits = AllowOrigins.some((allowed) =>
    allowed.endsWith('://*') ? origin.startsWith(allowed.slice(0, -1)) : allowed === origin,
  );
  return fits ? origin : undefined;
}

function credentials({ AllowCredentials }: Cors): Record<string, string> {
  return AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {};
}

function listed(name: string, values: readonly string[] | undefined): Record<string, string> {
  return values?.length ? { [name]: values.join(',') } : {};
}
