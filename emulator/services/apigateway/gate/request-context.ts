import { callerVariables, domainName, requestTime } from '../../execute-api/request/context-variables.ts';
import { headerValue, sourceIpOf } from '../../execute-api/request/request-values.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** `requestContext` of an event (API Gateway guide, "Input format of a Lambda function for proxy integration"). */
export function requestContext(exchange: Exchange): Record<string, unknown> {
  const { request, resource, stage } = exchange;
  return {
    resourceId: resource?.id,
    resourcePath: resource?.path,
    httpMethod: exchange.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(exchange.startedAt),
    path: contextVariable(exchange, ['path']),
    accountId: stage.accountId,
    protocol: `HTTP/${request.httpVersion}`,
    stage: stage.stageName,
    domainPrefix: stage.apiId,
    requestTimeEpoch: exchange.startedAt,
    requestId: exchange.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: sourceIpOf(request),
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: headerValue(request, 'user-agent') ?? null,
      user: null,
      ...(exchange.caller && callerVariables(exchange.caller)),
      ...(exchange.apiKey && { apiKey: exchange.apiKey.value, apiKeyId: exchange.apiKey.id }),
    },
    domainName: domainName(exchange),
    deploymentId: stage.deploymentId,
    apiId: stage.apiId,
  };
}
