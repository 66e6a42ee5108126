import type { IncomingMessage } from 'node:http';
import { type ForeignCall, foreignCall } from '../edge/foreign-call.ts';
import { scopeOf } from '../edge/identify.ts';
import type { Service } from '../edge/operation.ts';
import { otherServices } from '../models/other-services.ts';

/** Returns the upstream service of a request; undefined for what the engine answers itself. */
export type Claim = (request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>) => ForeignCall | undefined;

/** Calls by following a link in a message: they are unsigned (SNS API reference). */
export const FOLLOWED: readonly string[] = ['ConfirmSubscription', 'Unsubscribe'];

/**
 * Makes the claim for services that the engine does not have. It only reads the request's head: the target, the scope of the signature
 * (S3's older form too), then the host. Calls of the engine's own services never go upstream.
 */
export function createClaim(services: readonly Service[]): Claim {
  const own = new Set(services.map(({ model }) => model.service));
  const prefixes = new Set(services.map(({ model }) => model.targetPrefix));
  const s3 = otherServices.find(({ name }) => name === 'S3');
  const sns = otherServices.find(({ name }) => name === 'SNS');

  return (request) => {
    const { headers, method, url = '/' } = request;
    const target = headers['x-amz-target'];
    if (typeof target === 'string' && prefixes.has(target.slice(0, target.lastIndexOf('.'))))
      return undefined;
    const mark = url.indexOf('?');
    const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
    const scope = scopeOf(headers.authorization, query);
    if (scope !== undefined && own.has(scope) && typeof target !== 'string') return undefined;
    const action = query.get('Action') ?? '';
    const call = foreignCall(request, scope, action);
    if (call) return call;
    if (scope !== undefined) return undefined;
    if (sns && url.startsWith('/?') && FOLLOWED.includes(action)) return { service: sns, operation: action };
    const older = query.has('AWSAccessKeyId');
    const form = method === 'POST' && headers['content-type']?.startsWith('multipart/form-data');
    return s3 && (older || form) ? { service: s3, operation: '' } : undefined;
  };
}

/** The region that a call is signed for; undefined if it is unsigned, or in S3's older form, which has none. */
export function regionOf({
  headers,
  url = '/',
}: Pick<IncomingMessage, 'headers' | 'url'>): string | undefined {
  const [, inHeader] = /Credential=[^/,\s]+\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  if (inHeader !== undefined) return inHeader;
  const credential = url.includes('X-Amz-Credential=')
    ? new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('X-Amz-Credential')
    : undefined;
  return credential?.split('/')[2];
}
