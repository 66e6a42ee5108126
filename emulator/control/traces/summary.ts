import type { TraceStatus, TraceSummary } from '../../edge/interfaces/trace.ts';
import type { Entry, Happening, Part } from './kept-traces.ts';
import { refusalOf } from './refusal.ts';

/** A trace as lists show it; undefined while nothing of it has ended but lines of a log were written. */
export function summaryOf(entry: Entry): TraceSummary | undefined {
  const { summary, parts } = entry;
  if (summary?.parts === parts.length) return summary.told;
  const told = summarize(entry);
  entry.summary = { parts: parts.length, told };
  return told;
}

function summarize({ root, parts }: Entry): TraceSummary | undefined {
  const timed = parts.filter(({ event }) => event.type !== 'log');
  if (timed.length === 0) return undefined;
  const first = timed.reduce((one, other) => (startOf(other) < startOf(one) ? other : one));
  const start = startOf(first);
  const end = Math.max(...timed.map(({ endedAt }) => endedAt));
  const events = timed.map(({ event }) => event);
  return {
    id: root,
    startedAt: first.event.at,
    durationMs: end - start,
    ...(ofSignUp(events) ?? ofGate(timed) ?? ofInvocation(events) ?? ofCall(events)),
    faults: [
      ...new Set(events.flatMap((event) => (event.type === 'call' && event.fault ? [event.fault] : []))),
    ],
    requestIds: [...new Set(events.flatMap(requestIdsOf))],
  };
}

type Told = Pick<TraceSummary, 'kind' | 'title' | 'status' | 'statusCode' | 'who' | 'refusedBecause'>;

function ofSignUp(events: readonly Happening[]): Told | undefined {
  const steps = events.filter((event) => event.type === 'call').filter(({ about }) => about);
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first?.about || !last) return undefined;
  return {
    kind: 'sign-up',
    title: `${first.operation} ${first.about.name}`,
    status: statusOf(last.status),
    statusCode: last.status,
    who: first.about.name,
    refusedBecause: reasonOf(last),
  };
}

function ofGate(parts: readonly Part[]): Told | undefined {
  const requests = parts.filter(({ event }) => event.type === 'request');
  if (requests.length === 0) return undefined;
  // An API may lead to another: what the client asked for began first.
  const { event } = requests.reduce((one, other) => (startOf(other) < startOf(one) ? other : one));
  if (event.type !== 'request') return undefined;
  return {
    kind: 'gate',
    title: `${event.method} ${event.path}`,
    status: statusOf(event.status),
    statusCode: event.status,
    who: event.authorizer?.principalId ?? null,
    refusedBecause: refusalOf(event) ?? null,
  };
}

function ofInvocation(events: readonly Happening[]): Told | undefined {
  const run = events.find((event) => event.type === 'invocation');
  if (run?.type !== 'invocation') return undefined;
  const call = events.find((event) => event.type === 'call' && event.service === 'lambda');
  const statusCode = call?.type === 'call' ? call.status : run.outcome === 'ok' ? 200 : 502;
  return {
    kind: 'invocation',
    title: `Invoke ${functionName(run.functionArn)}`,
    status: run.outcome === 'ok' ? statusOf(statusCode) : 'error',
    statusCode,
    who: run.invokedBy,
    refusedBecause: run.errorType ? `The function failed: ${run.errorType}.` : null,
  };
}

function ofCall(events: readonly Happening[]): Told {
  const [event] = events;
  if (event?.type !== 'call')
    return { kind: 'call', title: '', status: 'ok', statusCode: 0, who: null, refusedBecause: null };
  return {
    kind: 'call',
    title: `${event.service} ${event.operation}`,
    status: statusOf(event.status),
    statusCode: event.status,
    who: event.principal?.arn ?? null,
    refusedBecause: reasonOf(event),
  };
}

function requestIdsOf(event: Happening): readonly string[] {
  if (event.type === 'request') return event.requestIds;
  return 'requestId' in event && event.requestId ? [event.requestId] : [];
}

function reasonOf({ error, message }: { error?: string; message?: string }): string | null {
  return error ? `${error}: ${message ?? ''}` : null;
}

/** When a part began, by the process's monotonic clock. */
function startOf({ event, endedAt }: Part): number {
  if (event.type === 'invocation') return endedAt - event.durationMs - event.waitedMs;
  return 'durationMs' in event ? endedAt - event.durationMs : endedAt;
}

/** What an HTTP status comes to; 0 is a connection that was cut. */
export function statusOf(status: number): TraceStatus {
  return status === 0 || status >= 500 ? 'error' : status >= 400 ? 'refused' : 'ok';
}

/** The name in a function's ARN, with its qualifier. */
export function functionName(arn: string): string {
  return arn.split(':').slice(6).join(':') || arn;
}
