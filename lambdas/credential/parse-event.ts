/** An event that API Gateway does not send for these routes. The message says what is wrong, never what was sent. */
class UnusableEventError extends Error {
  override readonly name = 'UnusableEventError';
}

/** The request's method and route. */
export const ASKED = ['POST /credential/rotate', 'GET /credential', 'DELETE /credential'] as const;
export type Asked = (typeof ASKED)[number];

/** A request that an API Gateway authorizer accepted, with the token that it checked. */
export interface CredentialRequest {
  asked: Asked;
  /** The token as the client sent it, without its scheme. A secret; never log it. */
  token: string;
  /** What the authorizer read from the token; its signature, issuer and times are already checked. */
  claims: Readonly<Record<string, unknown>>;
  /** API Gateway's id of the client's request. */
  apiRequestId: string | undefined;
}

/**
 * Reads a proxy event of a REST API with a COGNITO_USER_POOLS authorizer, or of an HTTP API with a JWT authorizer and payload 2.0 (API
 * Gateway Developer Guide, "Input format of a Lambda function for proxy integration", "Create AWS Lambda proxy integrations for HTTP
 * APIs"). @throws UnusableEventError that names the invalid field; without an authorizer's claims nothing is done.
 */
export function parseEvent(event: unknown): CredentialRequest {
  if (!isObject(event)) throw new UnusableEventError('The event is no object.');
  const context = objectIn(event, 'requestContext');
  const authorizer = objectIn(context, 'authorizer');
  const http = event['version'] === '2.0';
  const route = http ? event['routeKey'] : `${String(event['httpMethod'])} ${String(event['resource'])}`;
  const asked = ASKED.find((known) => known === route);
  if (asked === undefined) throw new UnusableEventError('The route is none of this function.');
  const requestId = context['requestId'];
  return {
    asked,
    claims: objectIn(http ? objectIn(authorizer, 'jwt') : authorizer, 'claims'),
    token: tokenIn(objectIn(event, 'headers')),
    apiRequestId: typeof requestId === 'string' ? requestId : undefined,
  };
}

/** REST APIs keep the client's spelling of header names. Authorizers accept a token with and without `Bearer`. */
function tokenIn(headers: Record<string, unknown>): string {
  const [, value] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  if (typeof value !== 'string') throw new UnusableEventError('The header Authorization is missing.');
  return value.replace(/^bearer\s+/i, '').trim();
}

function objectIn(holder: Record<string, unknown>, field: string): Record<string, unknown> {
  const value = holder[field];
  if (!isObject(value)) throw new UnusableEventError(`The field ${field} is no object.`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
