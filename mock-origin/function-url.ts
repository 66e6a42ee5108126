import { request as sendRequest } from 'node:http';
import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda';

/** Headers of one connection; the loopback connection has its own. */
const HOP_BY_HOP = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * Carries a function URL's event (payload 2.0: Lambda Developer Guide, "Invoking Lambda function URLs") to an HTTP server over loopback,
 * and its answer back. It sends a real request, so it need not imitate Node or Express.
 *
 * Cookies travel in their own list both ways, repeated headers joined by commas. A body that is not text, or is compressed, comes back as
 * base64.
 * @param origin the server's URL, as in `http://127.0.0.1:3000`.
 */
export function forwardEvent(
  origin: string,
  event: LambdaFunctionURLEvent,
): Promise<APIGatewayProxyStructuredResultV2> {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(
      origin,
      {
        method: event.requestContext.http.method,
        path: escapeUnsendable(event.rawPath + query),
        headers: requestHeaders(event, body.length),
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const headers = responseHeaders(incoming.headers);
          const isText = isTextual(headers);
          resolve({
            statusCode: incoming.statusCode ?? 502,
            headers,
            cookies: incoming.headers['set-cookie'] ?? [],
            body: Buffer.concat(chunks).toString(isText ? 'utf8' : 'base64'),
            isBase64Encoded: !isText,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function requestHeaders(event: LambdaFunctionURLEvent, length: number): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name.toLowerCase())) headers[name] = value;
  }
  if (event.cookies !== undefined && event.cookies.length > 0) headers['cookie'] = event.cookies.join('; ');
  if (length > 0) headers['content-length'] = String(length);
  return headers;
}

function responseHeaders(incoming: NodeJS.Dict<string | string[]>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined || name === 'set-cookie' || HOP_BY_HOP.has(name)) continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function isTextual(headers: Record<string, string>): boolean {
  if (headers['content-encoding'] !== undefined) return false;
  return /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml)\b)|^$/i.test(headers['content-type'] ?? '');
}

/** Node's client rejects a path with spaces, control characters or anything beyond ASCII. */
function escapeUnsendable(path: string): string {
  return path.replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character));
}
