/** An event that API Gateway does not send to authorizers. The message says what is wrong, never what was sent. */
class UnusableEventError extends Error {
  override readonly name = 'UnusableEventError';
}

/** What the gate needs of an authorizer event, in any of the four forms. */
export interface GateRequest {
  /** The calling gateway, because the two reject differently; for HTTP APIs also the payload version. */
  form: 'rest' | 'http-1.0' | 'http-2.0';
  /** The values of the `Authorization` header; more than one when the client sent it more than once. */
  authorization: string[];
  /** `arn:<partition>:execute-api:<region>:<account>:<api>/<stage>`, without the method and the path. */
  stageArn: string;
  /** API Gateway's id of the client's request; TOKEN events have none. */
  apiRequestId: string | undefined;
}

/**
 * Reads an authorizer event: TOKEN or REQUEST of a REST API (API Gateway Developer Guide, "Input to an API Gateway
 * Lambda authorizer"), or payload 1.0 or 2.0 of an HTTP API ("Control access to HTTP APIs with AWS Lambda
 * authorizers"). Events of HTTP APIs carry their payload's `version`, those of REST APIs carry none.
 * @throws UnusableEventError that names the field at fault.
 */
export function parseEvent(event: unknown): GateRequest {
  if (!isObject(event)) throw new UnusableEventError('The event is no object.');
  if (event['type'] === 'TOKEN') {
    const token = event['authorizationToken'];
    return {
      form: 'rest',
      authorization: typeof token === 'string' ? [token] : [],
      stageArn: stageArnOf(event, 'methodArn'),
      apiRequestId: undefined,
    };
  }
  if (event['type'] !== 'REQUEST') throw new UnusableEventError('The type is neither TOKEN nor REQUEST.');
  const form = formOf(event['version']);
  return {
    form,
    authorization: authorizationOf(event),
    stageArn: stageArnOf(event, form === 'http-2.0' ? 'routeArn' : 'methodArn'),
    apiRequestId: requestIdOf(event['requestContext']),
  };
}

function formOf(version: unknown): GateRequest['form'] {
  if (version === undefined) return 'rest';
  if (version === '1.0') return 'http-1.0';
  if (version === '2.0') return 'http-2.0';
  throw new UnusableEventError('The payload version is neither 1.0 nor 2.0.');
}

/** Header names arrive in the client's case from REST APIs; `multiValueHeaders` alone shows a repeated header. */
function authorizationOf(event: Record<string, unknown>): string[] {
  const several = namedAuthorization(event['multiValueHeaders']).flat();
  const values = several.length > 0 ? several : namedAuthorization(event['headers']);
  return values.filter((value) => typeof value === 'string');
}

function namedAuthorization(headers: unknown): unknown[] {
  if (!isObject(headers)) return [];
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value);
}

function stageArnOf(event: Record<string, unknown>, field: 'methodArn' | 'routeArn'): string {
  const arn = event[field];
  const stageArn =
    typeof arn === 'string'
      ? /^arn:[a-z0-9-]+:execute-api:[a-z0-9-]+:\d{12}:[\w-]+\/(?:\$default|[\w-]+)(?=\/)/.exec(arn)?.[0]
      : undefined;
  if (stageArn === undefined) throw new UnusableEventError(`The ${field} is not that of an API's method.`);
  return stageArn;
}

function requestIdOf(requestContext: unknown): string | undefined {
  const id = isObject(requestContext) ? requestContext['requestId'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
