import type { CallEvent, InvocationEvent, MailEvent } from '../../edge/events.ts';
import type { GatedRequest } from '../../edge/interfaces/gate-recorder.ts';
import type { TraceStatus, TraceSummary } from '../../edge/interfaces/trace.ts';
import type { Entry, Part } from './kept-traces.ts';
import { unpack } from './packed-request.ts';
import { refusalOf } from './refusal.ts';

/** A trace as lists show it; undefined while only log lines were written. */
export function summaryOf(entry: Entry): TraceSummary | undefined {
  const { summary, parts } = entry;
  if (summary?.parts === parts.length) return summary.told;
  const told = summarize(entry);
  entry.summary = { parts: parts.length, told };
  return told;
}

/** What the summary is made from: everything but log lines. */
interface Moment {
  readonly event: CallEvent | InvocationEvent | MailEvent | GatedRequest;
  readonly start: number;
  readonly end: number;
}

function summarize({ root, parts }: Entry): TraceSummary | undefined {
  const moments = parts.flatMap(momentsOf).sort((one, other) => one.start - other.start);
  const [first] = moments;
  if (!first) return undefined;
  const events = moments.map(({ event }) => event);
  const calls = events.filter((event) => event.type === 'call');
  return {
    id: root,
    startedAt: first.event.at,
    durationMs: Math.max(...moments.map(({ end }) => end)) - first.start,
    ...(ofSignUp(calls) ?? ofGate(events) ?? ofInvocation(events, calls) ?? ofCall(calls)),
    faults: [...new Set(calls.flatMap(({ fault }) => fault ?? []))],
    requestIds: [...new Set(events.flatMap(requestIdsOf))],
  };
}

function momentsOf(part: Part): Moment[] {
  const { event, endedAt: end } = part;
  if (event.type === 'log') return [];
  return [{ event: event.type === 'request' ? unpack(event) : event, start: startOf(part), end }];
}

type Told = Pick<TraceSummary, 'kind' | 'title' | 'status' | 'statusCode' | 'who' | 'refusedBecause'>;

function ofSignUp(calls: readonly CallEvent[]): Told | undefined {
  const steps = calls.filter(({ about }) => about);
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

/** An API may call another: what the client asked for began first. */
function ofGate(events: readonly Moment['event'][]): Told | undefined {
  const request = events.find((event) => event.type === 'request');
  return (
    request && {
      kind: 'gate',
      title: `${request.method} ${request.path}`,
      status: statusOf(request.status),
      statusCode: request.status,
      who: request.authorizer?.principalId ?? null,
      refusedBecause: refusalOf(request) ?? null,
    }
  );
}

function ofInvocation(events: readonly Moment['event'][], calls: readonly CallEvent[]): Told | undefined {
  const run = events.find((event) => event.type === 'invocation');
  const call = calls.find((one) => !isOfFunction(one));
  // A trigger inside a call of another service is a part of that.
  if (!run || (call && call.service !== 'lambda')) return undefined;
  const statusCode = call?.status ?? (run.outcome === 'ok' ? 200 : 502);
  return {
    kind: 'invocation',
    title: `Invoke ${functionName(run.functionArn)}`,
    status: run.outcome === 'ok' ? statusOf(statusCode) : 'error',
    statusCode,
    who: run.invokedBy,
    refusedBecause: run.errorType ? `The function failed: ${run.errorType}.` : null,
  };
}

function ofCall([call]: readonly CallEvent[]): Told {
  return {
    kind: 'call',
    title: call ? `${call.service} ${call.operation}` : 'mail',
    status: statusOf(call?.status ?? 200),
    statusCode: call?.status ?? 200,
    who: call?.principal?.arn ?? null,
    refusedBecause: call ? reasonOf(call) : null,
  };
}

function requestIdsOf(event: Moment['event']): readonly string[] {
  if (event.type === 'request') return event.requestIds;
  return 'requestId' in event ? [event.requestId] : [];
}

function reasonOf({ error, message }: CallEvent): string | null {
  return error ? `${error}: ${message ?? ''}` : null;
}

/** When a part began, by the process's monotonic clock. */
function startOf({ event, endedAt }: Part): number {
  if (event.type === 'invocation') return endedAt - event.durationMs - event.waitedMs;
  return 'durationMs' in event ? endedAt - event.durationMs : endedAt;
}

/** A function's code made the call during its invocation. */
export function isOfFunction({ principal }: CallEvent): boolean {
  return principal?.session?.sourceFunctionArn !== undefined;
}

/** The outcome of an HTTP status; 0 is a dropped connection. */
export function statusOf(status: number): TraceStatus {
  return status === 0 || status >= 500 ? 'error' : status >= 400 ? 'refused' : 'ok';
}

/** The name in a function's ARN, with its qualifier. */
export function functionName(arn: string): string {
  return arn.split(':').slice(6).join(':') || arn;
}
