import type { CallEvent, InvocationEvent, LogEvent, MailEvent } from '../../edge/events.ts';
import type { TraceSummary } from '../../edge/interfaces/trace.ts';
import type { PackedRequest } from './packed-request.ts';

/** Something that happened in a trace. */
export type Happening = CallEvent | InvocationEvent | LogEvent | MailEvent | PackedRequest;

export interface Part {
  readonly event: Happening;
  /** By the process's monotonic clock, because the engine's own may stand still. */
  readonly endedAt: number;
}

/** What is kept of one trace: only references, from which it is built on request. */
export interface Entry {
  /** Counts up over all entries. */
  readonly n: number;
  /** `1-<8 hex>-<24 hex>` */
  readonly root: string;
  /** The roots of the traces merged into it. */
  joined: readonly string[] | undefined;
  readonly parts: Part[];
  bytes: number;
  /** How much was not kept, because there was too much. */
  left: number;
  /** It was merged into another, or dropped. */
  isGone: boolean;
  /** Reported once for so many parts. */
  summary: { readonly parts: number; readonly told: TraceSummary | undefined } | undefined;
}

/** How much is kept. Single API calls are kept apart, so that a program that makes many does not push out everything else. */
export interface Bounds {
  readonly traces: number;
  readonly calls: number;
  readonly bytes: number;
  /** In one trace. */
  readonly parts: number;
}

const bounds: Bounds = { traces: 8_000, calls: 2_000, bytes: 64 * 1024 * 1024, parts: 1_000 };

export interface KeptTraces {
  find(root: string): Entry | undefined;
  /** Adds to a trace, which it begins if needed. */
  add(root: string, event: Happening, bytes: number, place?: 'traces' | 'calls'): Entry;
  /** Merges one trace into another. */
  join(entry: Entry, into: Entry): void;
  /** Newest first. */
  all(): Iterable<Entry>;
  clear(): void;
  readonly size: number;
  readonly bytes: number;
}

/** Keeps traces in memory; the oldest go first. */
export function createKeptTraces({ traces, calls, bytes: mostBytes, parts }: Bounds = bounds): KeptTraces {
  const byRoot = new Map<string, Entry>();
  const rows = { traces: createRow(traces), calls: createRow(calls) };
  let bytes = 0;
  let n = 0;
  /** Log lines take at most half of the room, so that the request itself always fits. */
  const mostOf = ({ type }: Happening) =>
    type === 'request' ? Number.POSITIVE_INFINITY : type === 'log' ? parts / 2 : parts;

  function drop(entry: Entry | undefined): void {
    if (!entry || entry.isGone) return;
    entry.isGone = true;
    bytes -= entry.bytes;
    entry.parts.length = 0;
    for (const root of rootsOf(entry)) if (byRoot.get(root) === entry) byRoot.delete(root);
  }

  function shrink(): void {
    while (bytes > mostBytes && rows.traces.size + rows.calls.size > 1)
      drop((rows.calls.size > 0 ? rows.calls : rows.traces).shift());
  }

  return {
    find: (root) => byRoot.get(root),
    add(root, event, size, place = 'traces') {
      let entry = byRoot.get(root);
      if (!entry) {
        n += 1;
        entry = {
          n,
          root,
          joined: undefined,
          parts: [],
          bytes: 0,
          left: 0,
          isGone: false,
          summary: undefined,
        };
        byRoot.set(root, entry);
        drop(rows[place].push(entry));
      }
      if (entry.parts.length >= mostOf(event)) entry.left += 1;
      else {
        entry.parts.push({ event, endedAt: performance.now() });
        entry.bytes += size;
        bytes += size;
      }
      if (bytes > mostBytes) shrink();
      return entry;
    },
    join(entry, into) {
      into.parts.push(...entry.parts);
      into.bytes += entry.bytes;
      into.left += entry.left;
      bytes += entry.bytes;
      into.joined = [...(into.joined ?? []), ...rootsOf(entry)];
      drop(entry);
      for (const root of rootsOf(entry)) byRoot.set(root, into);
    },
    *all() {
      const [major, minor] = [rows.traces.newestFirst(), rows.calls.newestFirst()];
      let [one, other] = [major.next().value, minor.next().value];
      while (one || other) {
        if (one && (!other || one.n > other.n)) {
          if (!one.isGone) yield one;
          one = major.next().value;
        } else if (other) {
          if (!other.isGone) yield other;
          other = minor.next().value;
        }
      }
    },
    clear() {
      for (const entry of byRoot.values()) entry.isGone = true;
      byRoot.clear();
      rows.traces.clear();
      rows.calls.clear();
      bytes = 0;
    },
    get size() {
      return new Set(byRoot.values()).size;
    },
    get bytes() {
      return bytes;
    },
  };
}

/** The part of a trace id that all effects of one request share: `Root=1-…;Parent=…` → `1-…`. */
export function rootOf(traceId: string): string {
  return traceId.slice(5, 40);
}

function rootsOf({ root, joined }: Entry): readonly string[] {
  return joined ? [root, ...joined] : [root];
}

interface Row {
  /** Returns what was dropped for it. */
  push(entry: Entry): Entry | undefined;
  shift(): Entry | undefined;
  newestFirst(): Generator<Entry, undefined>;
  clear(): void;
  readonly size: number;
}

/** A bounded queue: an array with a moving start, because removing the first of an array moves all the others. */
function createRow(most: number): Row {
  let entries: Entry[] = [];
  let first = 0;
  function shift(): Entry | undefined {
    const entry = entries[first];
    first += 1;
    if (first > most) {
      entries = entries.slice(first);
      first = 0;
    }
    return entry;
  }
  return {
    push(entry) {
      entries.push(entry);
      return entries.length - first > most ? shift() : undefined;
    },
    shift,
    *newestFirst() {
      for (let index = entries.length - 1; index >= first; index -= 1) {
        const entry = entries[index];
        if (entry) yield entry;
      }
      return undefined;
    },
    clear() {
      entries = [];
      first = 0;
    },
    get size() {
      return entries.length - first;
    },
  };
}
