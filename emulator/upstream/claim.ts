import type { IncomingMessage } from 'node:http';
import { type ForeignCall, foreignCall } from '../edge/foreign-call.ts';
import { scopeOf } from '../edge/identify.ts';
import type { Service } from '../edge/operation.ts';
import { otherServices } from '../models/other-services.ts';

/** Tells which service upstream a request is for; undefined for what the engine answers itself. */
export type Claim = (request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>) => ForeignCall | undefined;

/** Calls that people make by following a link from a message: nobody signs them (SNS API reference). */
export const FOLLOWED: readonly string[] = ['ConfirmSubscription', 'Unsubscribe'];

/**
 * Makes the claim for the services that the engine does not have. It goes by the request's head alone: the target, the scope of the
 * signature (an older one too, which only S3 takes), then the host. The engine's own services never go on.
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

/** The region that a call is signed for; undefined where it is not signed, or in S3's older way, which names none. */
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
