import type { CallEvent, EventBus, GateEvent, InvocationEvent } from '../../edge/events.ts';
import { rootOf } from '../traces/kept-traces.ts';
import type { PartError, PartReport } from './system.ts';

/** Counts what each part of the system does, from now on. */
export interface PartCounts {
  report(): PartReport[];
}

interface Count {
  count: number;
  readonly outcomes: Record<string, number>;
  lastAt: number | null;
  lastError: PartError | null;
}

/** Makes the counts; emptying the engine resets them. */
export function createPartCounts(events: EventBus): PartCounts {
  const parts = new Map<string, Count>();

  function count(part: string, outcome: string, at: number): Count {
    let found = parts.get(part);
    if (!found) {
      found = { count: 0, outcomes: {}, lastAt: null, lastError: null };
      parts.set(part, found);
    }
    found.count += 1;
    found.outcomes[outcome] = (found.outcomes[outcome] ?? 0) + 1;
    found.lastAt = at;
    return found;
  }

  events.subscribe('gate', (event) => {
    const found = count('gate', event.decision, event.at);
    if (event.status >= 400 || event.status === 0) found.lastError = gateError(event);
  });
  events.subscribe('call', (event) => {
    const found = count(event.service, event.error === undefined ? 'ok' : callOutcome(event), event.at);
    if (event.error !== undefined) found.lastError = callError(event, event.error);
  });
  events.subscribe('invocation', (event) => {
    const found = count('functions', event.outcome, event.at);
    if (event.outcome !== 'ok') found.lastError = runError(event);
  });
  events.subscribe('mail', ({ at, purpose }) => count('mail', purpose, at));
  events.subscribe('reset', () => parts.clear());
  return {
    report: () =>
      [...parts].map(([part, { outcomes, ...rest }]) => ({ part, ...rest, outcomes: { ...outcomes } })),
  };
}

function gateError({ at, method, path, decision, status, traceId }: GateEvent): PartError {
  const isGates = decision !== 'allowed' && decision !== 'open';
  return {
    at,
    what: `${method} ${path}`,
    error: isGates ? decision : String(status),
    message: null,
    traceId: rootOf(traceId),
  };
}

function callError({ at, service, operation, message, traceId }: CallEvent, error: string): PartError {
  return { at, what: `${service} ${operation}`, error, message: message ?? null, traceId: rootOf(traceId) };
}

function runError({ at, functionArn, outcome, errorType, traceId }: InvocationEvent): PartError {
  const what = functionArn.split(':').slice(6).join(':');
  return { at, what, error: errorType ?? outcome, message: null, traceId: rootOf(traceId) };
}

function callOutcome({ status }: CallEvent): 'refused' | 'error' {
  return status >= 400 && status < 500 ? 'refused' : 'error';
}
