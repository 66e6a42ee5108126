import type { Throttle } from '../../../execute-api/throttle.ts';
import type { CompiledMethod } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { throttled } from './failures.ts';

/**
 * Takes a token from the account's bucket and from the method's own, whose limits are the method's settings, or the stage's for all
 * methods. Throws GatewayFailure 429 if one of them is empty. That this comes before the authorizer is a guess.
 */
export function checkThrottle(throttle: Throttle, { stage }: Exchange, route: CompiledMethod): void {
  const own = route.throttle && ([`${stage.arn}/${route.id}`, route.throttle] as const);
  if (!throttle.admit(own)) throw throttled();
}
