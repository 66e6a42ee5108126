import { evaluate } from '../../../edge/policy/evaluate.ts';
import { accessDenied } from '../gateway-failure.ts';
import type { RequestContext } from '../request/request-context.ts';
import { headerValue, sourceIpOf } from '../request/request-values.ts';
import { arnsToAllow } from './method-arns.ts';
import type { Verdict } from './verdict.ts';

/** The permission for a request to an API. */
const ACTION = 'execute-api:Invoke';

/** Evaluates a verdict's policy for a request, in every reading of its path. Throws GatewayFailure 403. */
export function checkPolicy(
  exchange: Pick<RequestContext, 'request' | 'startedAt' | 'method' | 'path' | 'stage'>,
  { policy, isConditional }: Verdict,
): void {
  const context = isConditional ? conditionKeys(exchange) : undefined;
  for (const resource of arnsToAllow(exchange)) {
    const decision = evaluate(policy, { action: ACTION, resource, ...(context && { context }) });
    if (decision !== 'allowed') throw accessDenied(decision === 'explicit-deny');
  }
}

/** The condition keys of a request (API Gateway guide, "AWS condition keys that can be used in API Gateway"). */
export function conditionKeys({
  request,
  startedAt,
}: Pick<RequestContext, 'request' | 'startedAt'>): Record<string, string> {
  const userAgent = headerValue(request, 'user-agent');
  const referer = headerValue(request, 'referer');
  return {
    'aws:CurrentTime': new Date(startedAt).toISOString(),
    'aws:EpochTime': String(Math.floor(startedAt / 1000)),
    'aws:SecureTransport': 'true',
    'aws:SourceIp': sourceIpOf(request),
    ...(userAgent !== undefined && { 'aws:UserAgent': userAgent }),
    ...(referer !== undefined && { 'aws:Referer': referer }),
  };
}
