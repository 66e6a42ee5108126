import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { notImplemented } from '../edge/aws-error.ts';
import type { ForeignCall } from '../edge/foreign-call.ts';
import type { Interceptor } from '../edge/interceptor.ts';
import type { Authority } from '../edge/interfaces/authority.ts';
import type { EngineConfig } from '../edge/interfaces/engine-config.ts';
import type { Principal } from '../edge/principal.ts';
import { requestKeys } from '../edge/request-keys.ts';
import { waitsForContinue } from '../edge/waits-for-continue.ts';
import { FOLLOWED, regionOf } from './claim.ts';
import { outgoingHead } from './outgoing-head.ts';
import { permissionsOf } from './permissions/permissions.ts';
import { type CallHead, parseBody, readHead, readWhole, UNREAD } from './read-call.ts';
import { refuseOwnResources } from './refuse-own-resources.ts';
import type { Connections, Incoming } from './send-on.ts';

export interface PassDependencies {
  config: Pick<EngineConfig, 'accountId' | 'region'>;
  authority: Pick<Authority, 'authenticate' | 'authorize'>;
  intercept: Interceptor;
  connections: Connections;
}

/** What is known of a call that goes upstream, filled in on the way. */
export interface Passage {
  readonly traceId: string;
  readonly signal: AbortSignal;
  operation: string | undefined;
  principal: Principal | undefined;
  resources: readonly string[] | undefined;
  fault: string | undefined;
  isForm: boolean;
}

/**
 * Takes a call upstream: authenticate → authorize → intercept → pass on. Resolves with the head of the answer. Throws AwsError for the
 * first error, and UpstreamAway.
 */
export async function passCall(
  { config, authority, intercept, connections }: PassDependencies,
  { service, operation: named }: ForeignCall,
  request: IncomingMessage,
  response: ServerResponse,
  passage: Passage,
): Promise<Incoming> {
  const head = readHead({ service, operation: named }, request);
  passage.operation = head.operation;
  if (service.name === 'S3' && request.headers['content-type']?.startsWith('multipart/form-data'))
    throw notImplemented('S3: a form with a policy (POST Object)');
  const { method = 'GET', url = '/', headers } = request;
  const authenticate = (body: Uint8Array | undefined) => {
    if (FOLLOWED.includes(named) && regionOf(request) === undefined) return;
    passage.principal = authority.authenticate({ method, url, headers, body, service: service.scope });
  };
  // A body that passes unread is known to be allowed before the client is asked for it.
  if (head.streams) authenticate(undefined);
  else if (waitsForContinue(request)) response.writeContinue();
  const body = head.streams ? undefined : await readWhole(request);
  if (body) authenticate(body);
  const read = body ? parseBody(headers, head.query, body) : UNREAD;
  passage.isForm = read.action !== undefined;
  passage.operation ??= read.action;
  authorize({ config, authority }, { service, head, read, request, passage });
  refuseOwnResources(service.name, passage.operation, read.text);
  if (head.streams && waitsForContinue(request)) response.writeContinue();

  const { traceId: _traceId, signal } = passage;
  const struck = (ruleId: string) => {
    passage.fault = ruleId;
  };
  const ready = { service: service.scope, operation: passage.operation ?? '', input: {}, signal, struck };
  let incoming: Incoming | undefined;
  try {
    return await intercept(ready, async () => {
      const sent = { method, ...outgoingHead(request), body: body ?? bodyOf(request), signal };
      incoming = await connections.send(sent);
      return incoming;
    });
  } catch (error) {
    // If a fault rule applies after the effect, nobody reads the answer.
    incoming?.body.on('error', () => undefined).destroy();
    throw error;
  }
}

/** How many bytes of a body may be in transit: with less, most of the time goes into pausing and resuming. */
const AHEAD = 1024 * 1024;

/** The body as a stream, null without one. An upstream that goes away never closes the client's connection. */
function bodyOf(request: IncomingMessage): Readable | null {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const isThere = chunked !== undefined || (length !== undefined && length !== '0');
  return isThere ? request.pipe(new PassThrough({ highWaterMark: AHEAD })) : null;
}

interface Permitted extends Pick<ForeignCall, 'service'> {
  head: CallHead;
  read: typeof UNREAD;
  request: IncomingMessage;
  passage: Passage;
}

function authorize(
  { config, authority }: Pick<PassDependencies, 'config' | 'authority'>,
  { service, head, read, request, passage }: Permitted,
): void {
  const { principal, operation, traceId } = passage;
  if (!principal) return;
  const permissions = permissionsOf({
    ...head,
    service,
    operation,
    input: read.input,
    body: read.text,
    request,
    region: regionOf(request) ?? config.region,
    accountId: config.accountId,
  });
  const resources = [...new Set(permissions.map(({ resource }) => resource))].filter((arn) => arn !== '*');
  passage.resources = resources.length > 0 ? resources : undefined;
  if (principal.kind === 'root') return;
  for (const { action, resource, context } of permissions)
    authority.authorize({
      principal,
      action,
      resource,
      context: { ...requestKeys(request, read.input), ...context },
      traceId,
    });
}
