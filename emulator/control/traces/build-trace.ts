import type { LogEvent } from '../../edge/events.ts';
import type { Span, Trace } from '../../edge/interfaces/trace.ts';
import { attach } from './attach.ts';
import { callSpan, mailSpan, runSpan } from './call-span.ts';
import type { Draft } from './draft.ts';
import { gateSpans } from './gate-spans.ts';
import type { Entry, Part } from './kept-traces.ts';
import { type Mask, masked, revealed } from './mask.ts';
import { unpack } from './packed-request.ts';
import { summaryOf } from './summary.ts';

/** Builds a trace from its kept parts; undefined while none of it has ended. Contains secrets on request. */
export function buildTrace(entry: Entry, reveal: boolean): Trace | undefined {
  const summary = summaryOf(entry);
  if (!summary) return undefined;
  const mask = reveal ? revealed : masked;
  const drafts = entry.parts.flatMap((part) => draftsOf(part, mask));
  attach(drafts);
  beginWithChildren(drafts);
  drafts.sort((one, other) => one.start - other.start || depth(one, drafts) - depth(other, drafts));
  const origin = drafts[0]?.start ?? 0;
  for (const { event, endedAt } of entry.parts)
    if (event.type === 'log') addLine(drafts, event, endedAt - origin, mask);
  return {
    ...summary,
    spans: drafts.map((draft) => finished(draft, origin)),
    revealed: reveal,
    left: entry.left,
  };
}

function draftsOf({ event, endedAt }: Part, mask: Mask): Draft[] {
  switch (event.type) {
    case 'request':
      return gateSpans(unpack(event), endedAt, mask);
    case 'call':
      return [callSpan(event, endedAt)];
    case 'invocation':
      return [runSpan(event, endedAt)];
    case 'mail':
      return [mailSpan(event, endedAt)];
    default:
      return [];
  }
}

/**
 * Lets every span begin with the first of its children, at the latest. A span's begin is its end less its duration, and a busy engine notes
 * the end late: by that much a child would seem to begin before what it is part of.
 */
function beginWithChildren(drafts: readonly Draft[]): void {
  for (const { start, parentId } of drafts) {
    let parent = drafts.find(({ id }) => id === parentId);
    while (parent && parent.start > start) {
      parent.start = start;
      const above = parent.parentId;
      parent = drafts.find(({ id }) => id === above);
    }
  }
}

function depth(draft: Draft, drafts: readonly Draft[]): number {
  const parent = drafts.find(({ id }) => id === draft.parentId);
  return parent && parent !== draft ? 1 + depth(parent, drafts) : 0;
}

/** A line belongs to the invocation that wrote it; while that is running, to any span that has ended. */
function addLine(drafts: readonly Draft[], event: LogEvent, at: number, mask: Mask): void {
  const run = drafts.find(
    ({ part, runId }) => (part === 'function' || part === 'trigger') && runId === event.requestId,
  );
  (run ?? drafts[0])?.logs.push({ at, group: event.group, message: mask.text(event.message) });
}

function finished(
  { root, start, end, runId: _run, functionArn: _arn, segment: _segment, ...rest }: Draft,
  origin: number,
): Span {
  return { ...rest, traceId: root, startedAt: start - origin, durationMs: end - start };
}
