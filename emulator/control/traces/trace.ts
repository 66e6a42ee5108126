/** The answers of this folder's endpoints. The types are the edge's, because the event `trace` carries one of them. */
export type { Span, Trace, TraceSummary } from '../../edge/interfaces/trace.ts';

import type { TraceSummary } from '../../edge/interfaces/trace.ts';

/** `GET /_gatehouse/traces`. */
export interface TraceList {
  /** Newest first. */
  readonly traces: readonly TraceSummary[];
  /** Pass it as `before` for older ones; absent on the last page. */
  readonly next?: string;
}
