import type { CallEvent, EventBus, InvocationEvent } from '../../edge/events.ts';
import type { GateRecorder } from '../../edge/interfaces/gate-recorder.ts';
import type { TraceSummary } from '../../edge/interfaces/trace.ts';
import type { Clock } from '../../store/clock.ts';
import { createKeptTraces, type Entry, type KeptTraces, rootOf } from './kept-traces.ts';
import { pack } from './packed-request.ts';
import { createLooks, createReservoir, type Looks } from './reservoir.ts';
import { createStories } from './stories.ts';
import { isOfFunction, summaryOf } from './summary.ts';

/** How many are kept. */
export interface Budget {
  /** Of served requests, of others, and of single calls: so many of each. */
  readonly perSecond: number;
  /** How many were not kept. */
  readonly skipped: number;
}

export interface Recorder {
  readonly gate: GateRecorder;
  readonly kept: KeptTraces;
  readonly looks: Looks;
  readonly budget: Budget;
  clear(): void;
}

/** Services that invoke functions while a request waits. */
const WAITING = new Set(['apigateway.amazonaws.com', 'cognito-idp.amazonaws.com']);

/** The approximate size of an event, in bytes. */
const OF_AN_EVENT = 700;

/**
 * Keeps events as traces, from now on: it keeps references for each request, and builds a trace on request. Under load not every request is
 * kept, but a kept one is kept whole.
 */
export function createRecorder({ events, clock }: { events: EventBus; clock: Pick<Clock, 'now'> }): Recorder {
  const kept = createKeptTraces();
  const looks = createLooks(() => events.wanted('trace'));
  const [served, failed, calls] = [createReservoir(looks), createReservoir(looks), createReservoir(looks)];
  const stories = createStories(kept);

  function tell(entry: Entry): void {
    if (!events.wanted('trace')) return;
    const summary: TraceSummary | undefined = summaryOf(entry);
    if (summary) events.publish({ type: 'trace', at: clock.now(), ...summary });
  }

  function keepCall(event: CallEvent): void {
    const root = rootOf(event.traceId);
    if (event.about) {
      tell(stories.add(root, event, event.about, OF_AN_EVENT));
      return;
    }
    if (isOfFunction(event)) kept.add(root, event, OF_AN_EVENT);
    else if (kept.find(root) || calls.take()) tell(kept.add(root, event, OF_AN_EVENT, 'calls'));
  }

  function keepRun(event: InvocationEvent): void {
    const entry = kept.add(rootOf(event.traceId), event, OF_AN_EVENT);
    // It is reported when the request ends that waits for the invocation.
    if (!WAITING.has(event.invokedBy) || hasEnded(entry)) tell(entry);
  }

  events.subscribe('call', keepCall);
  events.subscribe('invocation', keepRun);
  events.subscribe('mail', (event) => kept.add(rootOf(event.traceId), event, OF_AN_EVENT));
  events.subscribe('log', (event) => {
    if (event.traceId !== undefined)
      kept.add(rootOf(event.traceId), event, 200 + Math.min(event.message.length, 10_000));
  });
  const clear = () => {
    kept.clear();
    stories.clear();
  };
  events.subscribe('reset', clear);
  return {
    kept,
    looks,
    budget: {
      get perSecond() {
        return served.perSecond;
      },
      get skipped() {
        return served.skipped + failed.skipped + calls.skipped;
      },
    },
    clear,
    gate: {
      // People look for failures: served load does not take their place.
      wants: (traceId, status) =>
        (status >= 400 || status === 0 ? failed : served).take() || kept.find(rootOf(traceId)) !== undefined,
      record(request) {
        const packed = pack(request);
        tell(kept.add(rootOf(request.traceId), packed, packed.bytes));
      },
    },
  };
}

function hasEnded({ parts }: Entry): boolean {
  return parts.some(
    ({ event }) => event.type === 'request' || (event.type === 'call' && !isOfFunction(event)),
  );
}
