import { createTokenBucket, type TokenBucket } from '../../edge/token-bucket.ts';
import type { Clock } from '../../store/clock.ts';

/** How often something may be called: tokens of a full bucket, and those that it gets a second. */
export interface ThrottleLimits {
  readonly burstLimit?: number | undefined;
  readonly rateLimit?: number | undefined;
}

/** What an account has of each region (API Gateway quotas); the rest of a limit that is given in part. */
export const ACCOUNT_THROTTLE = { burstLimit: 5000, rateLimit: 10_000 } as const;

/** Token buckets by what they limit. */
export interface Throttle {
  /** Takes a token for each of these; false, and none is taken, where one of them has none. */
  take(limits: readonly (readonly [name: string, limits: ThrottleLimits])[]): boolean;
  forget(): void;
}

/** Buckets that are kept; the ones that were full long ago are made anew. */
const KEPT = 20_000;

/**
 * Makes buckets, full at their first call. One whose limits have changed is made anew, as a change of the limits takes effect at once
 * ("Throttle requests to your REST APIs", API Gateway guide).
 */
export function createThrottle(clock: Pick<Clock, 'now'>): Throttle {
  let buckets = new Map<string, { bucket: TokenBucket; burstLimit: number; rateLimit: number }>();

  function bucketOf(name: string, limits: ThrottleLimits): TokenBucket | undefined {
    const { burstLimit = ACCOUNT_THROTTLE.burstLimit, rateLimit = ACCOUNT_THROTTLE.rateLimit } = limits;
    if (burstLimit < 1 || rateLimit <= 0) return undefined;
    const known = buckets.get(name);
    if (known?.burstLimit === burstLimit && known.rateLimit === rateLimit) return known.bucket;
    if (buckets.size >= KEPT) buckets = new Map();
    const bucket = createTokenBucket(clock, { tokens: rateLimit, perMs: 1000, capacity: burstLimit });
    buckets.set(name, { bucket, burstLimit, rateLimit });
    return bucket;
  }

  return {
    take(limits) {
      const needed: TokenBucket[] = [];
      for (const [name, each] of limits) {
        const bucket = bucketOf(name, each);
        if (!bucket || bucket.wait() > 0) return false;
        needed.push(bucket);
      }
      for (const bucket of needed) bucket.take();
      return true;
    },
    forget() {
      buckets = new Map();
    },
  };
}
