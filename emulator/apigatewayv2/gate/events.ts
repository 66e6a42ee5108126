import { requestTime } from '../../apigateway/gate/context-variables.ts';
import { forwardedFor, queryMaps } from '../../apigateway/gate/proxy-event.ts';
import { headerValue, headerValues, sourceIpOf } from '../../apigateway/gate/request-values.ts';
import { decodePath } from '../../apigateway/gate/route-tree.ts';
import { domainName, shownPath } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

/** Headers as payload 2.0 has them: lower-case names, several values joined by commas, cookies apart. */
export function headersOf({ request, traceId }: HttpExchange): {
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
  headers['content-length'] ??= '0';
  const cookies = headerValues(request, 'cookie').flatMap((line) =>
    line.split(/;\s*/).filter((cookie) => cookie !== ''),
  );
  return { headers, cookies };
}

/** Query parameters of payload 2.0: decoded, several values joined by commas; undefined where there are none. */
function queryOf(query: string | undefined): Record<string, string> | undefined {
  const { multi } = queryMaps(query);
  return multi
    ? Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.join(',')]))
    : undefined;
}

/** Path parameters, decoded; undefined where there are none. */
export function decodedParameters({ pathParameters }: HttpExchange): Record<string, string> | undefined {
  const entries = Object.entries(pathParameters);
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(([name, value]) => [name, decodePath(value)]));
}

/** What the events of functions and of authorizers have in common, payload 2.0 (API Gateway guide, "payload format version 2.0"). */
export function eventV2(exchange: HttpExchange): Record<string, unknown> {
  const { headers, cookies } = headersOf(exchange);
  const { stage, request, route } = exchange;
  return {
    routeKey: route?.key,
    rawPath: shownPath(exchange),
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
            accountId: exchange.caller.accountId,
            userArn: exchange.caller.arn,
            userId: exchange.caller.userId,
          },
        },
      }),
      domainName: domainName(exchange),
      domainPrefix: stage.apiId,
      http: {
        method: exchange.method,
        path: shownPath(exchange),
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

/** The same for payload 1.0, which looks as a REST API's events do. */
export function eventV1(exchange: HttpExchange): Record<string, unknown> {
  const { headers } = headersOf(exchange);
  const { stage, request, route } = exchange;
  const query = queryMaps(exchange.query);
  const resource = route?.key.split(' ')[1] ?? '$default';
  return {
    version: '1.0',
    resource,
    path: shownPath(exchange),
    httpMethod: exchange.method,
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.keys(headers).map((name) => {
        const values = headerValues(request, name);
        return [name, values.length > 0 ? values : [headers[name] ?? '']];
      }),
    ),
    queryStringParameters: query.single,
    multiValueQueryStringParameters: query.multi,
    requestContext: {
      accountId: stage.accountId,
      apiId: stage.apiId,
      ...(exchange.authorizer && {
        authorizer: { ...exchange.authorizer.context, principalId: exchange.authorizer.principalId },
      }),
      domainName: domainName(exchange),
      domainPrefix: stage.apiId,
      extendedRequestId: exchange.requestId,
      httpMethod: exchange.method,
      identity: {
        accessKey: null,
        accountId: exchange.caller?.accountId ?? null,
        caller: exchange.caller?.userId ?? null,
        sourceIp: sourceIpOf(request),
        user: exchange.caller?.userId ?? null,
        userAgent: headerValue(request, 'user-agent') ?? '',
        userArn: exchange.caller?.arn ?? null,
      },
      path: shownPath(exchange),
      protocol: `HTTP/${request.httpVersion}`,
      requestId: exchange.requestId,
      requestTime: requestTime(exchange.startedAt),
      requestTimeEpoch: exchange.startedAt,
      resourceId: route?.key,
      resourcePath: resource,
      stage: stage.stageName,
    },
    pathParameters: decodedParameters(exchange) ?? null,
    stageVariables: Object.keys(stage.variables).length > 0 ? stage.variables : null,
  };
}
