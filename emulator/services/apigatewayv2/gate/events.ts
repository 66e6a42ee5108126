import { domainName, requestTime } from '../../execute-api/request/context-variables.ts';
import { forwardedFor, queryMaps } from '../../execute-api/request/proxy-event.ts';
import { headerValue, headerValues, sourceIpOf } from '../../execute-api/request/request-values.ts';
import { decodePath } from '../../execute-api/route-tree.ts';
import { shownPath } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

/** Headers of payload 2.0: lower-case names, several values joined by commas, cookies apart; 1.0 has those among the rest. */
export function headersOf({ request, traceId, body }: HttpExchange): {
  headers: Record<string, string>;
  cookies: string[];
} {
  const headers: Record<string, string> = Object.create(null);
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'cookie' || name === 'connection' || name === 'transfer-encoding') continue;
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  headers['x-forwarded-for'] = forwardedFor(rawHeaders, sourceIpOf(request));
  headers['x-forwarded-port'] = '443';
  headers['x-forwarded-proto'] = 'https';
  headers['x-amzn-trace-id'] = traceId;
  // The length of a chunked body is known once it was read.
  if (body) headers['content-length'] = String(body.length);
  else if (request.headers['transfer-encoding'] === undefined) headers['content-length'] ??= '0';
  const cookies = headerValues(request, 'cookie').flatMap((line) =>
    line.split(/;\s*/).filter((cookie) => cookie !== ''),
  );
  return { headers, cookies };
}

/** Query parameters of payload 2.0: decoded, several values joined by commas; undefined without any. */
function queryOf(query: string | undefined): Record<string, string> | undefined {
  const { multi } = queryMaps(query);
  return multi
    ? Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.join(',')]))
    : undefined;
}

/** Path parameters, decoded; undefined without any. */
export function decodedParameters({ pathParameters }: HttpExchange): Record<string, string> | undefined {
  const entries = Object.entries(pathParameters);
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(([name, value]) => [name, decodePath(value)]));
}

/** What events of functions and of authorizers share, payload 2.0 (API Gateway guide, "payload format version 2.0"). */
export function eventV2(exchange: HttpExchange): Record<string, unknown> {
  const { headers, cookies } = headersOf(exchange);
  const { stage, request, route } = exchange;
  return {
    routeKey: route?.key,
    rawPath: decodePath(shownPath(exchange)),
    rawQueryString: exchange.query ?? '',
    ...(cookies.length > 0 && { cookies }),
    headers,
    queryStringParameters: queryOf(exchange.query),
    requestContext: {
      accountId: stage.accountId,
      apiId: stage.apiId,
      ...(exchange.authorizer && { authorizer: exchange.authorizer.shown }),
      ...(exchange.caller && {
        authorizer: {
          iam: {
            accessKey: exchange.caller.accessKeyId,
            accountId: exchange.caller.accountId,
            callerId: exchange.caller.userId,
            cognitoIdentity: null,
            userArn: exchange.caller.arn,
            userId: exchange.caller.userId,
          },
        },
      }),
      domainName: domainName(exchange),
      domainPrefix: stage.apiId,
      http: {
        method: exchange.method,
        path: decodePath(shownPath(exchange)),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: sourceIpOf(request),
        userAgent: headerValue(request, 'user-agent') ?? '',
      },
      requestId: exchange.requestId,
      routeKey: route?.key,
      stage: stage.stageName,
      time: requestTime(exchange.startedAt),
      timeEpoch: exchange.startedAt,
    },
    pathParameters: decodedParameters(exchange),
    stageVariables: Object.keys(stage.variables).length > 0 ? stage.variables : undefined,
  };
}
