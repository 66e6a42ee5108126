import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import { recordedHeader } from '../../../edge/trace-id.ts';
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
  /** The caller: a service's principal or an ARN. */
  invokedBy: string;
  /** Its purpose, if a service gives one. */
  purpose?: string | undefined;
  /** JSON text. */
  clientContext?: string | undefined;
}

/** Runs a function once, for any caller, and publishes the result. Throws `TooManyRequestsException` if it is throttled. */
export type RunFunction = (request: RunRequest) => Promise<Outcome>;

/** Makes the one path of every invocation. */
export function createRunFunction({
  context: { clock, config, events, random },
  pools,
  concurrency,
}: {
  context: Pick<EngineContext, 'clock' | 'config' | 'events' | 'random'>;
  pools: Pick<Pools, 'invoke'>;
  concurrency: Pick<Concurrency, 'enter'>;
}): RunFunction {
  return async ({ revision, invokedFunctionArn, payload, clientContext, ...run }) => {
    const { requestId, traceId, invokedBy, purpose } = run;
    const at = clock.now();
    const started = performance.now();
    const segment = () => Buffer.from(random.bytes(8)).toString('hex');
    const header = config.otlp ? recordedHeader(traceId, segment()) : traceHeader(traceId, segment);
    const leave = concurrency.enter(revision.functionName);
    const outcome = await pools
      .invoke(revision, {
        requestId,
        payload,
        invokedFunctionArn,
        traceId: header,
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
        ...(purpose !== undefined && { purpose }),
        outcome: outcome.failure?.outcome ?? 'ok',
        ...(outcome.failure && { errorType: outcome.failure.errorType }),
        segment: SEGMENT.exec(header)?.[1] ?? '',
        coldStart: outcome.coldStart,
        durationMs: outcome.durationMs,
        waitedMs: Math.max(0, performance.now() - started - outcome.durationMs),
      });
    }
    return outcome;
  };
}

const SEGMENT = /;Parent=([^;]*)/;

/** Functions get the whole tracing header, a sampling decision included (X-Ray developer guide, "Tracing header"). */
function traceHeader(traceId: string, segment: () => string): string {
  const parent = /;Parent=/.test(traceId) ? '' : `;Parent=${segment()}`;
  const sampled = /;Sampled=/.test(traceId) ? '' : ';Sampled=0';
  return `${traceId}${parent}${sampled}`;
}
