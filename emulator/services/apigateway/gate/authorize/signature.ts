import { AwsError } from '../../../../edge/aws-error.ts';
import type { Authority } from '../../../../edge/interfaces/authority.ts';
import type { Principal } from '../../../../edge/principal.ts';
import { conditionKeys } from '../../../execute-api/authorize/check-policy.ts';
import { arnsToAllow } from '../../../execute-api/authorize/method-arns.ts';
import { GatewayFailure, noRoute } from '../../../execute-api/gateway-failure.ts';
import { wholeBody } from '../../../execute-api/integrate/request-body.ts';
import type { Exchange } from '../exchange.ts';
import { noteCheck } from '../note-check.ts';

/**
 * Checks the signature of a request to an AWS_IAM method and asks IAM whether the caller may (API Gateway guide, "Control access to a REST
 * API with IAM permissions"). The caller's policies apply here in every mode of the engine. Throws GatewayFailure 403.
 */
export async function authorizeBySignature(authority: Authority, exchange: Exchange): Promise<void> {
  const { request } = exchange;
  const { authorization } = request.headers;
  const isSigned =
    authorization?.startsWith('AWS4-HMAC-SHA256') || exchange.query?.includes('X-Amz-Signature=');
  if (!isSigned) throw noRoute();
  const body = await wholeBody(exchange);
  const principal = await noteCheck(exchange, 'authenticate', () => authenticated(authority, exchange, body));
  exchange.caller = principal;
  await noteCheck(exchange, 'authorize', () => checkCaller(authority, exchange, principal));
}

function checkCaller(authority: Authority, exchange: Exchange, principal: Principal): void {
  const action = 'execute-api:Invoke';
  for (const resource of arnsToAllow(exchange)) {
    const decision = authority.decide({ principal, action, resource, context: conditionKeys(exchange) });
    if (decision !== 'allowed') throw notAuthorized(principal, resource, decision === 'explicit-deny');
  }
}

function authenticated(authority: Authority, { request }: Exchange, body: Buffer): Principal {
  try {
    return authority.authenticate({
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body,
      service: 'execute-api',
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const isExpired = error.code === 'ExpiredTokenException';
    throw new GatewayFailure(isExpired ? 'EXPIRED_TOKEN' : 'INVALID_SIGNATURE', {
      status: 403,
      errorType: error.code,
      text: error.message,
      cause: error,
    });
  }
}

/** The account is masked for clients, as on AWS. */
function notAuthorized({ arn }: Principal, resource: string, explicit: boolean): GatewayFailure {
  const masked = resource.replace(/^(arn:[^:]+:[^:]+:[^:]+:)\d{8}(\d{4})/, '$1********$2');
  const reason = explicit ? ' with an explicit deny' : '';
  const text = `User: ${arn} is not authorized to perform: execute-api:Invoke on resource: ${masked}${reason}`;
  return new GatewayFailure('ACCESS_DENIED', {
    status: 403,
    errorType: 'AccessDeniedException',
    text,
    body: JSON.stringify({ Message: text }),
  });
}
