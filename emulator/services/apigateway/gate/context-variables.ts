import { STATUS_CODES } from 'node:http';
import { callerVariables, sharedVariable } from '../../execute-api/request/context-variables.ts';
import { headerValue, sourceIpOf } from '../../execute-api/request/request-values.ts';
import type { Exchange } from './exchange.ts';

/**
 * The value of `$context.<path>` of a REST API (API Gateway guide, "Variables for data transformations for API Gateway"); undefined if it is unknown for
 * this request.
 */
export function contextVariable(exchange: Exchange, path: readonly string[]): string | undefined {
  const [first = '', second = ''] = path;
  if (first === 'authorizer') return authorizerVariable(exchange, path.slice(1).join('.'));
  if (first === 'identity') return identityVariable(exchange, second);
  if (first === 'error') return errorVariable(exchange, second);
  return second === '' ? plainVariable(exchange, first) : undefined;
}

/** A key of an authorizer's context may contain dots; claims are stored as `claims.<name>`. */
function authorizerVariable({ authorizer }: Exchange, name: string): string | undefined {
  return name === 'principalId' ? authorizer?.principalId : authorizer?.context[name];
}

function identityVariable({ request, caller, apiKey }: Exchange, name: string): string | undefined {
  const known = caller && callerVariables(caller)[name];
  if (known !== undefined) return known;
  if (name === 'apiKey') return apiKey?.value;
  if (name === 'apiKeyId') return apiKey?.id;
  if (name === 'sourceIp') return sourceIpOf(request);
  return name === 'userAgent' ? headerValue(request, 'user-agent') : undefined;
}

function errorVariable({ failure }: Exchange, name: string): string | undefined {
  if (!failure) return undefined;
  switch (name) {
    case 'message':
      return failure.text ?? undefined;
    case 'messageString':
      return JSON.stringify(failure.text);
    case 'responseType':
      return failure.responseType;
    case 'validationErrorString':
      return failure.validation;
    default:
      return undefined;
  }
}

function plainVariable(exchange: Exchange, name: string): string | undefined {
  switch (name) {
    case 'deploymentId':
      return exchange.stage.deploymentId;
    case 'extendedRequestId':
      return exchange.extendedRequestId;
    case 'path':
      return `/${exchange.stage.stageName}${exchange.rawPath}`;
    case 'resourceId':
      return exchange.resource?.id;
    case 'resourcePath':
      return exchange.resource?.path;
    case 'xrayTraceId':
      return exchange.traceId;
    case 'statusMessage':
      return STATUS_CODES[exchange.status];
    default:
      return sharedVariable(exchange, name);
  }
}
