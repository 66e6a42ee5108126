import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { Outcome } from '../environments/invocation.ts';
import type { Pools } from '../environments/pools.ts';
import type { Revision } from '../environments/revision.ts';
import type { Concurrency } from './concurrency.ts';

/** A request to run a revision of a function once. */
export interface RunRequest {
  revision: Revision;
  /** The ARN that was called, with its qualifier. */
  invokedFunctionArn: string;
  payload: string | Uint8Array;
  requestId: string;
  traceId: string;
  /** Who causes it: a service's principal or the caller's ARN. */
  invokedBy: string;
  /** JSON text. */
  clientContext?: string | undefined;
}

/** Runs a function once, whoever asks, and publishes what became of it. Throws `TooManyRequestsException` when it is throttled. */
export type RunFunction = (request: RunRequest) => Promise<Outcome>;

/** Makes the one way by which every invocation goes. */
export function createRunFunction({
  context: { clock, events, random },
  pools,
  concurrency,
}: {
  context: Pick<EngineContext, 'clock' | 'events' | 'random'>;
  pools: Pick<Pools, 'invoke'>;
  concurrency: Pick<Concurrency, 'enter'>;
}): RunFunction {
  return async ({ revision, invokedFunctionArn, payload, requestId, traceId, invokedBy, clientContext }) => {
    const at = clock.now();
    const leave = concurrency.enter(revision.functionName);
    const outcome = await pools
      .invoke(revision, {
        requestId,
        payload,
        invokedFunctionArn,
        traceId: traceHeader(traceId, () => Buffer.from(random.bytes(8)).toString('hex')),
        ...(clientContext && { clientContext }),
      })
      .finally(leave);
    if (events.wanted('invocation')) {
      events.publish({
        type: 'invocation',
        at,
        requestId,
        traceId,
        functionArn: invokedFunctionArn,
        invokedBy,
        outcome: outcome.failure?.outcome ?? 'ok',
        coldStart: outcome.coldStart,
        durationMs: outcome.durationMs,
      });
    }
    return outcome;
  };
}

/** Functions get the whole tracing header, a sampling decision included (X-Ray developer guide, "Tracing header"). */
function traceHeader(traceId: string, segment: () => string): string {
  const parent = /;Parent=/.test(traceId) ? '' : `;Parent=${segment()}`;
  const sampled = /;Sampled=/.test(traceId) ? '' : ';Sampled=0';
  return `${traceId}${parent}${sampled}`;
}
