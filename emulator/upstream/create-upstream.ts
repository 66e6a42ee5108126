import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../edge/aws-error.ts';
import { DroppedConnection } from '../edge/dropped-connection.ts';
import type { ForeignCall } from '../edge/foreign-call.ts';
import type { EngineContext } from '../edge/interfaces/engine-context.ts';
import type { Upstream, UpstreamHealth } from '../edge/interfaces/upstream.ts';
import type { Service } from '../edge/operation.ts';
import { publishCall } from '../edge/publish-call.ts';
import { traceIdOf } from '../edge/trace-id.ts';
import { awayError } from './away-error.ts';
import { createClaim } from './claim.ts';
import { errorAnswer } from './error-answer.ts';
import { type Passage, type PassDependencies, passCall } from './pass-call.ts';
import { relay } from './relay.ts';
import { type Connections, type Incoming, UpstreamAway } from './send-on.ts';
import { askHealth } from './upstream-health.ts';

type Dependencies = Pick<EngineContext, 'clock' | 'config' | 'events' | 'random'> &
  Omit<PassDependencies, 'connections'> & {
    services: readonly Service[];
    /** Where a bug of the engine is reported. */
    report(error: unknown): void;
  };

export interface OpenUpstream extends Upstream {
  /** Its own description; asked each time. */
  health(): Promise<UpstreamHealth>;
}

/**
 * Opens the way to an upstream. A call takes the same steps as the engine's own: claim → authenticate → authorize → intercept → pass on →
 * answer → event. Only its body streams through, and the answer is the upstream's.
 */
export function createUpstream(connections: Connections, dependencies: Dependencies): OpenUpstream {
  const { clock, events, random, services, report } = dependencies;
  const { url } = connections;

  function failureOf(
    error: unknown,
    { service }: ForeignCall,
    request: IncomingMessage,
    { operation, signal }: Passage,
  ): AwsError | DroppedConnection {
    if (error instanceof AwsError || error instanceof DroppedConnection) return error;
    if (signal.aborted || (request.destroyed && !request.complete))
      return new DroppedConnection('The client went away.', { cause: error });
    if (error instanceof UpstreamAway)
      return awayError(service.name, operation ?? asked(request), url, error.message);
    report(error);
    return new AwsError('InternalFailure', 'The embedded engine failed; its log has the details.', {
      status: 500,
    });
  }

  async function answer(
    call: ForeignCall,
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const startedAt = clock.now();
    const started = performance.now();
    const requestId = random.uuid();
    const abort = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) abort.abort();
    });
    const passage: Passage = {
      traceId: traceIdOf(request.headers['x-amzn-trace-id'], dependencies),
      signal: abort.signal,
      operation: call.operation || undefined,
      principal: undefined,
      resources: undefined,
      fault: undefined,
      isForm: false,
    };
    let status = 0;
    let failure: AwsError | DroppedConnection | undefined;
    try {
      const incoming: Incoming = await passCall(
        { ...dependencies, connections },
        call,
        request,
        response,
        passage,
      );
      status = incoming.status;
      await relay(incoming, request, response, headers);
    } catch (error) {
      failure = failureOf(error, call, request, passage);
      if (failure instanceof AwsError) {
        const spoken = { isForm: passage.isForm, cbor: request.headers['smithy-protocol'] === 'rpc-v2-cbor' };
        const refused = errorAnswer(call.service, failure, requestId, spoken);
        status = refused.status;
        const length = { 'Content-Length': Buffer.byteLength(refused.body) };
        response.writeHead(status, {
          ...refused.headers,
          ...headers,
          'x-amzn-RequestId': requestId,
          ...length,
        });
        response.end(request.method === 'HEAD' ? undefined : refused.body);
        // Read and drop what the client still sends, because it reads the answer after that.
        request.resume();
      } else request.socket.destroy();
    }
    publishCall(events, () => ({
      at: startedAt,
      requestId,
      traceId: passage.traceId,
      service: call.service.scope,
      operation: passage.operation ?? asked(request),
      principal: passage.principal,
      status,
      failure,
      durationMs: performance.now() - started,
      resources: passage.resources,
      about: undefined,
      fault: passage.fault,
    }));
  }

  return {
    claims: createClaim(services),
    answer,
    health: () => askHealth(url),
  };
}

/** The name of a call whose operation the engine does not know. */
function asked({ method, url = '/' }: IncomingMessage): string {
  return `${method} ${url.split('?')[0]}`;
}
