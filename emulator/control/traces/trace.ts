/** What the endpoints of this folder answer with. The types are the edge's, since the event `trace` carries one of them. */
export type { Span, Trace, TraceSummary } from '../../edge/interfaces/trace.ts';

import type { TraceSummary } from '../../edge/interfaces/trace.ts';

/** `GET /_gatehouse/traces`. */
export interface TraceList {
  /** Newest first. */
  readonly traces: readonly TraceSummary[];
  /** Give it as `before` for those that are older; absent on the last page. */
  readonly next?: string;
}
