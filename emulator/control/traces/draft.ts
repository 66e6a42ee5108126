import { createHash } from 'node:crypto';
import type { Span, TracedLine } from '../../edge/interfaces/trace.ts';

/** A span whose parent is not known yet; its times are of the process's monotonic clock. */
export interface Draft extends Omit<Span, 'parentId' | 'startedAt' | 'durationMs' | 'logs' | 'traceId'> {
  readonly root: string;
  parentId: string | null;
  start: number;
  readonly end: number;
  /** The invocation that it is, or that it waits for. */
  readonly runId?: string | undefined;
  /** The function that it invokes, or whose code made it. */
  readonly functionArn?: string | undefined;
  /** `Parent` of a tracing header: the one that an invocation got, or that a call carries. */
  readonly segment?: string | undefined;
  readonly logs: TracedLine[];
}

/** An id of 16 hex digits that stays the same each time the trace is built. */
export function spanId(...what: readonly string[]): string {
  return createHash('sha256').update(what.join('/')).digest('hex').slice(0, 16);
}
