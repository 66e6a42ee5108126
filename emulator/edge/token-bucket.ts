import type { Clock } from '../store/clock.ts';

/** A bucket that refills evenly and allows a call for each token. */
export interface TokenBucket {
  /** How long until there is a token, in milliseconds; 0 if there is one now. */
  wait(): number;
  /** Takes a token; call it only if `wait()` is 0. */
  take(): void;
}

/** Makes a full bucket of `capacity` tokens that gets `tokens` new ones in each `perMs` milliseconds. */
export function createTokenBucket(
  clock: Pick<Clock, 'now'>,
  { tokens, perMs, capacity = tokens }: { tokens: number; perMs: number; capacity?: number },
): TokenBucket {
  const msPerToken = perMs / tokens;
  // The level is stored as the time at which the bucket will be full: no rounding adds up.
  let fullAt = clock.now();
  return {
    wait() {
      const missing = Math.max(0, fullAt - clock.now());
      return Math.max(0, missing - (capacity - 1) * msPerToken);
    },
    take() {
      fullAt = Math.max(fullAt, clock.now()) + msPerToken;
    },
  };
}
