import type { CallEvent, EventBus } from '../edge/events.ts';

/** One answered API call, as tests read it. */
export interface RecordedCall {
  /** Counts up from 1 for as long as the engine runs. */
  n: number;
  /** Milliseconds since 1970, by the engine's clock. */
  at: number;
  service: string;
  operation: string;
  /** 0 if the connection was dropped without an answer. */
  status: number;
  error: string | null;
  /** False for reads: Get, List, Describe and the like. */
  changing: boolean;
  /** The caller's ARN; null for unsigned calls. */
  principal: string | null;
}

export interface CallRecord extends Disposable {
  /** The calls with a number above `n` that are still kept, in order, and the number of the last call of all. */
  since(n: number): { calls: readonly RecordedCall[]; last: number };
}

/** How many calls are kept: enough for hundreds of runs of a provisioning program, a few megabytes. */
const KEPT = 16_384;

const LOOKING =
  /^(Admin)?(Get|List|Describe|Head|BatchGet|TransactGet|Query$|Scan$|Filter|Search|Simulate|Decode)/;

/** True if an operation may change something; judged by its name, because AWS names all reads with these words. */
export function isChanging(operation: string): boolean {
  return !LOOKING.test(operation);
}

/** Keeps the last answered calls, from now on. */
export function createCallRecord(events: EventBus): CallRecord {
  const ring: CallEvent[] = [];
  let last = 0;
  const subscription = events.subscribe('call', (event) => {
    ring[last % KEPT] = event;
    last += 1;
  });

  return {
    since(n) {
      const calls: RecordedCall[] = [];
      for (let index = Math.max(n, last - ring.length, 0); index < last; index += 1) {
        const event = ring[index % KEPT];
        if (event) calls.push(recorded(event, index + 1));
      }
      return { calls, last };
    },
    [Symbol.dispose]: () => subscription[Symbol.dispose](),
  };
}

function recorded({ at, service, operation, status, error, principal }: CallEvent, n: number): RecordedCall {
  return {
    n,
    at,
    service,
    operation,
    status,
    error: error ?? null,
    changing: isChanging(operation),
    principal: principal?.arn ?? null,
  };
}
