import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../../edge/principal.ts';

export interface UrlRequest {
  id: string;
  host: string;
  path: string;
  query: string;
  request: IncomingMessage;
  body: Buffer;
  requestId: string;
  traceId: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Set when the caller signed the request. */
  caller: Principal | undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Hop-by-hop headers do not reach the function. */
const NOT_PASSED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);
const TEXT = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[^;]*\+(json|xml)))/;

/** The event of a request to a function URL: payload format 2.0 (developer guide, "Invoking Lambda function URLs"). */
export function urlEvent(asked: UrlRequest): object {
  const { id, host, path, query, request, body, requestId, traceId, now, caller } = asked;
  const sourceIp = request.socket.remoteAddress ?? '';
  const { cookie, ...headers } = Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => !NOT_PASSED.has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
  const isText = body.length === 0 || TEXT.test(request.headers['content-type'] ?? '');
  const parameters = parametersOf(query);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: {
      ...headers,
      'x-amzn-trace-id': traceId,
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': String(request.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
    },
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: {
      accountId: caller?.accountId ?? 'anonymous',
      apiId: id,
      ...(caller && { authentication: null, authorizer: { iam: iamContext(caller) } }),
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: id,
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: logTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  };
}

function iamContext({ accessKeyId, accountId, userId, arn }: Principal): object {
  return {
    accessKey: accessKeyId,
    accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: arn,
    userId,
  };
}

/** Repeated values are joined by commas. */
function parametersOf(query: string): Record<string, string> | undefined {
  const all = new URLSearchParams(query);
  const names = [...new Set(all.keys())];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, all.getAll(name).join(',')]));
}

/** `05/Aug/2022:08:14:39 +0000` */
function logTime(now: number): string {
  const iso = new Date(now).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
