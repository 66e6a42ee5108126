import { ACCOUNT_THROTTLE, type Throttle, type ThrottleLimits } from '../../../execute-api/throttle.ts';
import type { CompiledMethod } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { throttled } from './failures.ts';

/**
 * Takes a token of the account's bucket and of the method's own, whose limits are those of its settings, else those of the stage's
 * settings for all methods. Throws GatewayFailure 429 where there is none. That it comes before the authorizer is a guess.
 */
export function checkThrottle(throttle: Throttle, { stage }: Exchange, route: CompiledMethod): void {
  const account: readonly [string, ThrottleLimits] = ['account', ACCOUNT_THROTTLE];
  const limits = route.throttle
    ? [account, [`${stage.arn}/${route.id}`, route.throttle] as const]
    : [account];
  if (!throttle.take(limits)) throw throttled();
}
