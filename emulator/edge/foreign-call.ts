import type { IncomingMessage } from 'node:http';
import { type OtherService, otherServices } from '../models/other-services.ts';

/** A call to an AWS service that the engine does not have. */
export interface ForeignCall {
  readonly service: OtherService;
  /** The operation if the request's head names it; else empty. */
  readonly operation: string;
}

/** Of services that share a scope the first wins: S3 before S3 Control. */
const byScope = new Map(otherServices.toReversed().map((service) => [service.scope, service]));
const byTarget = new Map(otherServices.map((service) => [service.targetPrefix, service]));
const s3Control = otherServices.find(({ name }) => name === 'S3 Control');

/** The first label of hosts that are AWS's, LocalStack's or a bucket's: `sqs.us-east-1.…`, `bucket.s3.…`. */
const HOST =
  /^(?:([\w.-]+)\.)?(s3|[a-z0-9-]+)\.(?:[a-z0-9-]+\.)?(?:amazonaws\.com|localhost\.localstack\.cloud)(?::\d+)?$/;

/**
 * Which foreign service a request is for: by the service in its signature's scope, by `X-Amz-Target`, or by its host. Undefined if nothing
 * tells. Distinguishes a service that an upstream has from one that nobody has.
 */
export function foreignCall(
  { headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>,
  scope: string | undefined,
  asked: string,
): ForeignCall | undefined {
  const target = headers['x-amz-target'];
  const prefix = typeof target === 'string' ? target.slice(0, target.lastIndexOf('.')) : undefined;
  const [, , label] = HOST.exec(headers.host?.toLowerCase() ?? '') ?? [];
  const service =
    (prefix !== undefined && byTarget.get(prefix)) ||
    (scope === 's3' && url.startsWith('/v20180820/') && s3Control) ||
    (scope !== undefined && byScope.get(scope)) ||
    (label !== undefined && byScope.get(label));
  if (!service) return undefined;
  if (typeof target === 'string') return { service, operation: target.slice(target.lastIndexOf('.') + 1) };
  // The path of Smithy's RPC v2 names the operation.
  const [, named] = /^\/service\/[^/]+\/operation\/(\w+)$/.exec(url) ?? [];
  return { service, operation: named ?? asked };
}
