import { createTokenBucket, type TokenBucket } from '../../edge/token-bucket.ts';
import type { Clock } from '../../store/clock.ts';

/** The limits of a token bucket: how many tokens it holds, and how many it gets a second. */
export interface ThrottleLimits {
  readonly burstLimit?: number | undefined;
  readonly rateLimit?: number | undefined;
}

/** Regions in which an account starts with a quarter of the usual limits (API Gateway quotas). */
const SMALLER_REGIONS = new Set([
  'af-south-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
]);

/** The limits that an account has in a region by default, for all its APIs together (API Gateway quotas). */
export function accountThrottle(region: string): { readonly burstLimit: number; readonly rateLimit: number } {
  return SMALLER_REGIONS.has(region)
    ? { burstLimit: 1250, rateLimit: 2500 }
    : { burstLimit: 5000, rateLimit: 10_000 };
}

/** The token buckets of an account: its own, which REST and HTTP APIs share, and those that stages, methods, routes and plans have. */
export interface Throttle {
  /**
   * Counts a request of a stage: takes a token from the account's bucket, and from the bucket of its method or route if that has one.
   * False, and no token is taken, if one of them is empty.
   */
  admit(own?: readonly [name: string, limits: ThrottleLimits]): boolean;
  /** Takes a token from each of these buckets. False, and no token is taken, if one of them is empty. */
  take(limits: readonly (readonly [name: string, limits: ThrottleLimits])[]): boolean;
  /** Fills all buckets. */
  forget(): void;
}

/** How many buckets are kept. Beyond that all are made anew. */
const KEPT = 20_000;
const ACCOUNT = 'account';

/**
 * Makes the buckets of an account. A bucket is full at first, and made anew when its limits change, because a change takes effect at once
 * ("Throttle requests to your REST APIs", API Gateway guide). A limit that is not set is the account's.
 */
export function createThrottle(clock: Pick<Clock, 'now'>, region: string): Throttle {
  const account = accountThrottle(region);
  let buckets = new Map<string, { bucket: TokenBucket; burstLimit: number; rateLimit: number }>();

  function bucketOf(name: string, limits: ThrottleLimits): TokenBucket | undefined {
    const { burstLimit = account.burstLimit, rateLimit = account.rateLimit } = limits;
    if (burstLimit < 1 || rateLimit <= 0) return undefined;
    const known = buckets.get(name);
    if (known?.burstLimit === burstLimit && known.rateLimit === rateLimit) return known.bucket;
    if (buckets.size >= KEPT) buckets = new Map();
    const bucket = createTokenBucket(clock, { tokens: rateLimit, perMs: 1000, capacity: burstLimit });
    buckets.set(name, { bucket, burstLimit, rateLimit });
    return bucket;
  }

  function take(limits: readonly (readonly [string, ThrottleLimits])[]): boolean {
    const needed: TokenBucket[] = [];
    for (const [name, each] of limits) {
      const bucket = bucketOf(name, each);
      if (!bucket || bucket.wait() > 0) return false;
      needed.push(bucket);
    }
    for (const bucket of needed) bucket.take();
    return true;
  }

  return {
    admit: (own) => take(own ? [[ACCOUNT, account], own] : [[ACCOUNT, account]]),
    take,
    forget() {
      buckets = new Map();
    },
  };
}
