import { FORWARDED_PORT, FORWARDED_PROTO, forwardedFor } from '../../../execute-api/request/proxy-event.ts';
import { sourceIpOf } from '../../../execute-api/request/request-values.ts';
import type { Exchange } from '../exchange.ts';

/**
 * Headers that do not reach an HTTP_PROXY endpoint (API Gateway guide, "Important notes for REST APIs", table of headers, and the
 * hop-by-hop headers of RFC 9110), and those that the gateway sets itself.
 */
const DROPPED = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-md5',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'www-authenticate',
  'x-amzn-apigateway-api-id',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** Names as clients spell them, to lower case; clients use few, again and again. */
const lowered = new Map<string, string>();
const MOST = 2000;

function lower(name: string): string {
  let known = lowered.get(name);
  if (known === undefined) {
    known = name.toLowerCase();
    if (lowered.size < MOST) lowered.set(name, known);
  }
  return known;
}

/**
 * The client's headers for an HTTP_PROXY endpoint, as a flat list in the client's spelling and order, with those of the gateway. Without
 * names in `replaced` (lower case): a mapping sets them, and a client must not fill in for one without a value. Without `Authorization` if
 * it is a signature for the gateway.
 */
export function requestHeaders(exchange: Exchange, replaced: ReadonlySet<string>): string[] {
  const { request, stage } = exchange;
  const { rawHeaders } = request;
  const headers: string[] = [];
  let hasAgent = replaced.has('user-agent');
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const key = lower(name);
    if (DROPPED.has(key) || replaced.has(key)) continue;
    const value = rawHeaders[index + 1] ?? '';
    if (key === 'authorization' && isForTheGateway(exchange, value)) continue;
    if (key === 'user-agent') hasAgent = true;
    headers.push(name, value);
  }
  if (!hasAgent) headers.push('User-Agent', `AmazonAPIGateway_${stage.apiId}`);
  add('X-Forwarded-For', forwardedFor(rawHeaders, sourceIpOf(request)));
  add('X-Forwarded-Port', FORWARDED_PORT);
  add('X-Forwarded-Proto', FORWARDED_PROTO);
  add('X-Amzn-Trace-Id', exchange.traceId);
  add('x-amzn-apigateway-api-id', stage.apiId);
  return headers;

  function add(name: string, value: string): void {
    if (!replaced.has(name.toLowerCase())) headers.push(name, value);
  }
}

function isForTheGateway({ route }: Exchange, value: string): boolean {
  return route?.record.authorizationType === 'AWS_IAM' || value.startsWith('AWS4-HMAC-SHA256');
}
