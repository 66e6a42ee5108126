import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import { conditionKeys } from '../../execute-api/authorize/check-policy.ts';
import { arnsToAllow } from '../../execute-api/authorize/method-arns.ts';
import { wholeBody } from '../../execute-api/integrate/request-body.ts';
import type { HttpExchange } from './http-exchange.ts';
import { forbidden } from './http-failure.ts';

/** Checks the signature of a request to an AWS_IAM route and asks IAM whether the caller may. Throws HttpFailure 403. */
export async function authorizeHttpBySignature(authority: Authority, exchange: HttpExchange): Promise<void> {
  const { request } = exchange;
  const isSigned =
    request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') ||
    exchange.query?.includes('X-Amz-Signature=');
  if (!isSigned) throw forbidden();
  const body = await wholeBody(exchange);
  try {
    exchange.caller = authority.authenticate({
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body,
      service: 'execute-api',
    });
  } catch (error) {
    if (error instanceof AwsError) throw forbidden();
    throw error;
  }
  const principal = exchange.caller;
  const context = conditionKeys(exchange);
  for (const resource of arnsToAllow(exchange)) {
    if (authority.decide({ principal, action: 'execute-api:Invoke', resource, context }) !== 'allowed')
      throw forbidden();
  }
}
