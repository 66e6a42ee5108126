import type { Clock } from '../store/clock.ts';
import { AwsError } from './aws-error.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Counts a call against its quotas. Throws AwsError `TooManyRequestsException` if one of them is used up. */
export interface Quotas {
  spend(service: string, operation: string, input: object): void;
  /** A new account: nothing is used. */
  refill(): void;
}

const SECOND = 1000;

/**
 * The fixed quotas of API Gateway's control plane, per account and region, which cannot be raised (developer guide, "Amazon API Gateway
 * quotas": quotas for creating, deploying and managing an API). Calls without their own quota only count towards the total.
 */
const quotaOf: Readonly<Record<string, { tokens: number; perMs: number }>> = {
  CreateApiKey: { tokens: 5, perMs: SECOND },
  CreateDeployment: { tokens: 1, perMs: 5 * SECOND },
  CreateDocumentationVersion: { tokens: 1, perMs: 20 * SECOND },
  CreateDomainName: { tokens: 1, perMs: 30 * SECOND },
  CreateResource: { tokens: 5, perMs: SECOND },
  'CreateRestApi edge-optimized': { tokens: 1, perMs: 30 * SECOND },
  'CreateRestApi regional': { tokens: 1, perMs: 3 * SECOND },
  DeleteApiKey: { tokens: 5, perMs: SECOND },
  DeleteDomainName: { tokens: 1, perMs: 30 * SECOND },
  DeleteResource: { tokens: 5, perMs: SECOND },
  DeleteRestApi: { tokens: 1, perMs: 30 * SECOND },
  GetResources: { tokens: 5, perMs: 2 * SECOND },
  PutRestApi: { tokens: 1, perMs: SECOND },
  UpdateAccount: { tokens: 1, perMs: 20 * SECOND },
  UpdateDomainName: { tokens: 1, perMs: 30 * SECOND },
  UpdateUsagePlan: { tokens: 1, perMs: 20 * SECOND },
};

/** All calls together: 10 a second, and 40 at once. */
const TOTAL = { tokens: 10, perMs: SECOND, capacity: 40 };

/**
 * Makes the quotas of API Gateway's control plane, REST and HTTP APIs together. A refused call uses nothing up. The refusal carries no
 * `Retry-After`: the model has the header, but what people record of AWS's 429s does not show it.
 */
export function createQuotas(clock: Pick<Clock, 'now'>): Quotas {
  let total = createTokenBucket(clock, TOTAL);
  const buckets = new Map<string, TokenBucket>();

  function bucketOf(name: string): TokenBucket | undefined {
    const quota = quotaOf[name];
    if (!quota) return undefined;
    let bucket = buckets.get(name);
    if (!bucket) {
      bucket = createTokenBucket(clock, quota);
      buckets.set(name, bucket);
    }
    return bucket;
  }

  return {
    spend(service, operation, input) {
      if (service !== 'apigateway' && service !== 'apigatewayv2') return;
      const own = service === 'apigateway' ? bucketOf(nameOf(operation, input)) : undefined;
      if (total.wait() > 0 || (own && own.wait() > 0)) {
        throw new AwsError('TooManyRequestsException', 'Too Many Requests', { status: 429 });
      }
      total.take();
      own?.take();
    },
    refill() {
      total = createTokenBucket(clock, TOTAL);
      buckets.clear();
    },
  };
}

function nameOf(operation: string, input: { endpointConfiguration?: { types?: readonly string[] } }): string {
  if (operation !== 'CreateRestApi') return operation;
  // An API without an endpoint type is edge-optimised (API reference, EndpointConfiguration).
  const types = input.endpointConfiguration?.types ?? [];
  const elsewhere = types.includes('REGIONAL') || types.includes('PRIVATE');
  return elsewhere ? 'CreateRestApi regional' : 'CreateRestApi edge-optimized';
}
