import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Trace, TraceList, TraceSummary } from '../../../emulator/control/traces/trace.ts';
import type { TraceEvent } from '../../../emulator/edge/events.ts';
import { engine, Refused } from './engine.ts';
import { useEvents } from './events.ts';
import { asError, type Loaded, useLoaded } from './load.ts';

/** Filters of a list of traces. `kind` and `status` may be several, with commas. */
export interface TraceFilter {
  readonly kind: string;
  readonly status: string;
  readonly q: string;
}

/** How many the page holds at most; older ones are read again when somebody scrolls there. */
const MOST = 10_000;
const PAGE = 200;

export interface TraceFeed {
  readonly traces: readonly TraceSummary[];
  readonly error: Error | undefined;
  readonly loading: boolean;
  /** Reads older ones; undefined if there are none, or some are being read. */
  readonly more: (() => void) | undefined;
  reload(): void;
}

interface State {
  readonly traces: readonly TraceSummary[];
  readonly next?: string | undefined;
  readonly error?: Error;
  readonly loading: boolean;
}

/** The traces that match a filter, newest first, and new ones as they come. */
export function useTraces(filter: TraceFilter): TraceFeed {
  const { kind, status, q } = filter;
  const [state, setState] = useState<State>({ traces: [], loading: true });
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  const latest = useRef(0);
  useEffect(() => {
    latest.current += 1;
    const turn = latest.current;
    setState(({ traces }) => ({ traces, loading: true }));
    readPage(filter).then(
      ({ traces, next }) => turn === latest.current && setState({ traces, next, loading: false }),
      (error: unknown) =>
        turn === latest.current && setState({ traces: [], error: asError(error), loading: false }),
    );
  }, [kind, status, q, asked]);
  useEvents(
    ['trace'],
    (events) =>
      setState((before) => ({ ...before, traces: withNew(before.traces, events.filter(matching(filter))) })),
    reload,
  );
  const { next, loading, traces } = state;
  const more = useCallback(() => {
    setState((before) => ({ ...before, loading: true }));
    readPage(filter, next).then(
      (page) =>
        setState((before) => {
          const known = new Set(before.traces.map(({ id }) => id));
          const older = page.traces.filter(({ id }) => !known.has(id));
          return { traces: [...before.traces, ...older], next: page.next, loading: false };
        }),
      (error: unknown) => setState((before) => ({ ...before, error: asError(error), loading: false })),
    );
  }, [kind, status, q, next]);
  return {
    traces,
    error: state.error,
    loading,
    more: next !== undefined && !loading ? more : undefined,
    reload,
  };
}

function readPage({ kind, status, q }: TraceFilter, before = ''): Promise<TraceList> {
  const query = new URLSearchParams({ kind, status, q, before, limit: String(PAGE) });
  return engine<TraceList>(`traces?${query}`);
}

/** Replaces traces that grew, and adds new ones in front. */
function withNew(traces: readonly TraceSummary[], events: readonly TraceEvent[]): readonly TraceSummary[] {
  if (events.length === 0) return traces;
  const news = new Map<string, TraceSummary>(events.map((event) => [event.id, event]));
  const kept = traces.map((trace) => {
    const grown = news.get(trace.id);
    if (grown) news.delete(trace.id);
    return grown ?? trace;
  });
  return [...[...news.values()].reverse(), ...kept].slice(0, MOST);
}

function matching({ kind, status, q }: TraceFilter): (trace: TraceSummary) => boolean {
  const [kinds, statuses] = [kind, status].map((list) => list.split(',').filter(Boolean));
  const text = q.trim().toLowerCase();
  return (trace) =>
    (!kinds?.length || kinds.includes(trace.kind)) &&
    (!statuses?.length || statuses.includes(trace.status) || statuses.includes(String(trace.statusCode))) &&
    (text === '' || textsOf(trace).some((one) => one.toLowerCase().includes(text)));
}

function textsOf({ id, title, who, refusedBecause, faults, requestIds }: TraceSummary): string[] {
  return [id, title, who ?? '', refusedBecause ?? '', ...faults, ...requestIds];
}

/** One trace by its id, or a request's id in it; read again when it grows. Undefined until it is kept: it may come. */
export function useTrace(id: string): Loaded<Trace | 'none'> {
  const loaded = useLoaded<Trace | 'none'>(
    (signal) =>
      readTrace(id, signal).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 404) return 'none' as const;
        throw error;
      }),
    [id],
  );
  useEvents(['trace'], (events) => {
    if (events.some((event) => event.id === id || event.requestIds.includes(id))) loaded.reload();
  });
  return loaded;
}

function readTrace(id: string, signal?: AbortSignal): Promise<Trace> {
  return engine<Trace>(`traces/${encodeURIComponent(id)}`, signal ? { signal } : {});
}

/** A trace with its secrets, once. */
export function revealTrace(id: string): Promise<Trace> {
  return engine<Trace>(`traces/${encodeURIComponent(id)}?reveal=1`);
}
