import type { TraceKind, TraceStatus, TraceSummary } from '../../edge/interfaces/trace.ts';
import type { Entry, KeptTraces } from './kept-traces.ts';
import { summaryOf } from './summary.ts';
import type { TraceList } from './trace.ts';

const KINDS: readonly TraceKind[] = ['gate', 'sign-up', 'invocation', 'call'];
const STATUSES: readonly TraceStatus[] = ['ok', 'refused', 'error'];
const MOST = 500;

/** The parameters of the list. */
export interface TraceQuery {
  readonly kinds: readonly string[];
  readonly statuses: readonly string[];
  /** In lower case. */
  readonly text: string;
  /** Only those kept before this one. */
  readonly before: number;
  readonly limit: number;
}

/** Reads the parameters of a list; returns a sentence about what is wrong with them instead. */
export function parseQuery(parameters: URLSearchParams): TraceQuery | string {
  const kinds = listOf(parameters.get('kind'));
  const unknown = kinds.find((kind) => !KINDS.some((known) => known === kind));
  if (unknown !== undefined) return `kind has "${unknown}": give some of ${KINDS.join(', ')}.`;
  const statuses = listOf(parameters.get('status'));
  const wrong = statuses.find(
    (status) => !STATUSES.some((known) => known === status) && !/^\d{1,3}$/.test(status),
  );
  if (wrong !== undefined)
    return `status has "${wrong}": give some of ${STATUSES.join(', ')}, or HTTP statuses.`;
  const before = parameters.get('before') ?? '';
  if (!/^\d{0,15}$/.test(before)) return `before is "${before}": give the "next" of the page before.`;
  const limit = parameters.get('limit') ?? '50';
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST)
    return `limit is "${limit}": give a whole number from 1 to ${MOST}.`;
  return {
    kinds,
    statuses,
    text: (parameters.get('q') ?? '').trim().toLowerCase(),
    before: before === '' ? Number.POSITIVE_INFINITY : Number(before),
    limit: Number(limit),
  };
}

/** One page of the kept traces. */
export function listTraces(kept: Pick<KeptTraces, 'all'>, query: TraceQuery): TraceList {
  const traces: TraceSummary[] = [];
  let last = 0;
  for (const entry of kept.all()) {
    if (entry.n >= query.before) continue;
    const summary = summaryOf(entry);
    if (!summary || !matches(summary, query)) continue;
    if (traces.length === query.limit) return { traces, next: String(last) };
    traces.push(summary);
    last = entry.n;
  }
  return { traces };
}

/** The trace with an id, or with a request or invocation that has it. */
export function findTrace(kept: Pick<KeptTraces, 'all' | 'find'>, id: string): Entry | undefined {
  const root = /^(?:Root=)?(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/.exec(id)?.[1];
  if (root !== undefined) return kept.find(root);
  for (const entry of kept.all()) if (summaryOf(entry)?.requestIds.includes(id)) return entry;
  return undefined;
}

function matches(summary: TraceSummary, { kinds, statuses, text }: TraceQuery): boolean {
  if (kinds.length > 0 && !kinds.includes(summary.kind)) return false;
  if (
    statuses.length > 0 &&
    !statuses.includes(summary.status) &&
    !statuses.includes(String(summary.statusCode))
  )
    return false;
  if (text === '') return true;
  const { id, title, who, refusedBecause, faults, requestIds } = summary;
  return [id, title, who ?? '', refusedBecause ?? '', ...faults, ...requestIds].some((one) =>
    one.toLowerCase().includes(text),
  );
}

function listOf(text: string | null): string[] {
  return (text ?? '').split(',').filter(Boolean);
}
