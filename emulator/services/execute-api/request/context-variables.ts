import { STATUS_CODES } from 'node:http';
import type { Principal } from '../../../edge/principal.ts';
import type { RequestContext } from './request-context.ts';
import { headerValue, sourceIpOf } from './request-values.ts';

/**
 * The value of `$context.<path>` (API Gateway guide, "Variables for data transformations for API Gateway"); undefined if it is unknown for
 * this request.
 */
export function contextVariable(exchange: RequestContext, path: readonly string[]): string | undefined {
  const [first = '', second = ''] = path;
  if (first === 'authorizer') return authorizerVariable(exchange, path.slice(1).join('.'));
  if (first === 'identity') return identityVariable(exchange, second);
  if (first === 'error') return errorVariable(exchange, second);
  return second === '' ? plainVariable(exchange, first) : undefined;
}

/** A key of an authorizer's context may contain dots; claims are stored as `claims.<name>`. */
function authorizerVariable({ authorizer }: RequestContext, name: string): string | undefined {
  return name === 'principalId' ? authorizer?.principalId : authorizer?.context[name];
}

function identityVariable({ request, caller, apiKey }: RequestContext, name: string): string | undefined {
  const known = caller && callerVariables(caller)[name];
  if (known !== undefined) return known;
  if (name === 'apiKey') return apiKey?.value;
  if (name === 'apiKeyId') return apiKey?.id;
  if (name === 'sourceIp') return sourceIpOf(request);
  return name === 'userAgent' ? headerValue(request, 'user-agent') : undefined;
}

/** What is known of a signing caller (`$context.identity.…` of AWS_IAM methods). */
export function callerVariables(caller: Principal): Record<string, string | undefined> {
  return {
    accountId: caller.accountId,
    accessKey: caller.accessKeyId,
    caller: caller.userId,
    user: caller.userId,
    userArn: caller.arn,
  };
}

function errorVariable({ failure }: RequestContext, name: string): string | undefined {
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

function plainVariable(exchange: RequestContext, name: string): string | undefined {
  const { stage, request, resource, rawPath } = exchange;
  switch (name) {
    case 'accountId':
      return stage.accountId;
    case 'apiId':
      return stage.apiId;
    case 'stage':
      return stage.stageName;
    case 'deploymentId':
      return stage.deploymentId;
    case 'domainName':
      return domainName(exchange);
    case 'domainPrefix':
      return domainName(exchange).split('.')[0];
    case 'requestId':
      return exchange.requestId;
    case 'extendedRequestId':
      return exchange.extendedRequestId;
    case 'httpMethod':
      return exchange.method;
    case 'path':
      return `/${stage.stageName}${rawPath}`;
    case 'protocol':
      return `HTTP/${request.httpVersion}`;
    case 'requestTime':
      return requestTime(exchange.startedAt);
    case 'requestTimeEpoch':
      return String(exchange.startedAt);
    case 'resourceId':
      return resource?.id;
    case 'resourcePath':
      return resource?.path;
    case 'xrayTraceId':
      return exchange.traceId;
    case 'status':
      return exchange.status > 0 ? String(exchange.status) : undefined;
    case 'responseLength':
      return String(exchange.responseLength);
    case 'responseLatency':
      return String(Math.round(performance.now() - exchange.started));
    case 'integrationLatency':
      return exchange.integrationLatencyMs === undefined
        ? undefined
        : String(Math.round(exchange.integrationLatencyMs));
    case 'integrationStatus':
      return exchange.integrationStatus === undefined ? undefined : String(exchange.integrationStatus);
    case 'statusMessage':
      return STATUS_CODES[exchange.status];
    default:
      return undefined;
  }
}

/** The API's own name on AWS: functions and mappings do not see how this engine was reached. */
export function domainName({ stage }: Pick<RequestContext, 'stage'>): string {
  return `${stage.apiId}.execute-api.${stage.region}.amazonaws.com`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** CLF time, `dd/MMM/yyyy:HH:mm:ss +0000`. */
export function requestTime(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  const [year, month, date] = day.split('-');
  return `${date}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
