import { domainName, requestTime } from '../../execute-api/request/context-variables.ts';
import { queryMaps } from '../../execute-api/request/proxy-event.ts';
import { headerValue, headerValues, sourceIpOf } from '../../execute-api/request/request-values.ts';
import { decodePath } from '../../execute-api/route-tree.ts';
import { shownPath } from './context-variables.ts';
import { decodedParameters, headersOf } from './events.ts';
import type { HttpExchange } from './http-exchange.ts';

/** What events of functions and of authorizers share, payload 1.0, which looks like a REST API's events. */
export function eventV1(exchange: HttpExchange): Record<string, unknown> {
  const { headers } = headersOf(exchange);
  const { stage, request, route } = exchange;
  const cookies = headerValues(request, 'cookie');
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
  const query = queryMaps(exchange.query);
  const resource = route?.key.split(' ')[1] ?? '$default';
  return {
    version: '1.0',
    resource,
    path: decodePath(shownPath(exchange)),
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
        authorizer: exchange.authorizer.jwt ?? {
          ...exchange.authorizer.context,
          principalId: exchange.authorizer.principalId,
        },
      }),
      domainName: domainName(exchange),
      domainPrefix: stage.apiId,
      extendedRequestId: exchange.requestId,
      httpMethod: exchange.method,
      identity: {
        accessKey: exchange.caller?.accessKeyId ?? null,
        accountId: exchange.caller?.accountId ?? null,
        caller: exchange.caller?.userId ?? null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: sourceIpOf(request),
        user: exchange.caller?.userId ?? null,
        userAgent: headerValue(request, 'user-agent') ?? '',
        userArn: exchange.caller?.arn ?? null,
      },
      path: decodePath(shownPath(exchange)),
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
