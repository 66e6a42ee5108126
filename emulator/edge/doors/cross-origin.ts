import type { IncomingMessage } from 'node:http';
import { isOwnOrigin } from './doors.ts';

/**
 * Headers that let a page's browser call AWS's APIs, as Cognito's own client for browsers does. AWS accepts every origin, because its
 * credentials are secret; here everybody knows them, so only pages of this machine may call. Empty for any other request.
 */
export function crossOriginHeaders(
  { headers, method }: IncomingMessage,
  allowedOrigins: readonly string[],
): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined || !isOwnOrigin(origin, headers.host, allowedOrigins)) return {};
  const allowed = { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
  if (!isPreflight({ headers, method })) {
    return {
      ...allowed,
      'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
    };
  }
  return {
    ...allowed,
    'Access-Control-Allow-Methods': 'GET,POST,PUT,PATCH,DELETE',
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '',
    'Access-Control-Max-Age': '172800',
  };
}

/** Whether a browser asks before a call whether it may make it. */
export function isPreflight({ headers, method }: Pick<IncomingMessage, 'headers' | 'method'>): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
