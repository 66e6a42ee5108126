import { sharedVariable } from '../../execute-api/request/context-variables.ts';
import { headerValue, sourceIpOf } from '../../execute-api/request/request-values.ts';
import type { HttpExchange } from './http-exchange.ts';

/** The value of `$context.<path>` of an HTTP API (API Gateway guide, "Customize HTTP API access logs"); undefined if it is unknown. */
export function httpContextVariable(exchange: HttpExchange, path: readonly string[]): string | undefined {
  const [first = '', ...rest] = path;
  if (first === 'authorizer') return authorizerVariable(exchange, rest);
  if (first === 'identity') return identityVariable(exchange, rest.join('.'));
  if (first === 'error')
    return rest[0] === 'message'
      ? exchange.failure?.message
      : rest[0] === 'messageString'
        ? JSON.stringify(exchange.failure?.message)
        : undefined;
  if (first === 'integration') return integrationVariable(exchange, rest.join('.'));
  return rest.length === 0 ? plainVariable(exchange, first) : undefined;
}

/** `$context.integration.x`: most are other names of `$context.integrationX`. */
function integrationVariable(exchange: HttpExchange, name: string): string | undefined {
  switch (name) {
    case 'error':
      return plainVariable(exchange, 'integrationErrorMessage');
    case 'latency':
      return plainVariable(exchange, 'integrationLatency');
    case 'status':
      return plainVariable(exchange, 'integrationStatus');
    case 'integrationStatus':
      // For a function it is Lambda's status, whatever the function says: 200 if there was an answer to read.
      if (exchange.route?.integration?.record.IntegrationType === 'AWS_PROXY')
        return exchange.integrationStatus === undefined ? undefined : '200';
      return plainVariable(exchange, 'integrationStatus');
    default:
      return undefined;
  }
}

function authorizerVariable({ authorizer }: HttpExchange, path: readonly string[]): string | undefined {
  if (!authorizer) return undefined;
  const name = path[0] === 'claims' ? path.slice(1).join('.') : path.join('.');
  if (name === 'principalId') return authorizer.principalId;
  const value = Object.hasOwn(authorizer.context, name) ? authorizer.context[name] : undefined;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function identityVariable({ request, caller }: HttpExchange, name: string): string | undefined {
  switch (name) {
    case 'sourceIp':
      return sourceIpOf(request);
    case 'userAgent':
      return headerValue(request, 'user-agent');
    case 'accountId':
      return caller?.accountId;
    case 'userArn':
      return caller?.arn;
    case 'caller':
    case 'user':
      return caller?.userId;
    default:
      return undefined;
  }
}

function plainVariable(exchange: HttpExchange, name: string): string | undefined {
  switch (name) {
    case 'extendedRequestId':
      return exchange.requestId;
    case 'path':
      return shownPath(exchange);
    case 'routeKey':
      return exchange.route?.key;
    case 'integrationErrorMessage':
      return exchange.failure?.detail;
    default:
      return sharedVariable(exchange, name);
  }
}

/** The path with the stage in front, which `$default` does not have. */
export function shownPath({ stage, path }: HttpExchange): string {
  return stage.stageName === '$default' ? path : `/${stage.stageName}${path}`;
}
