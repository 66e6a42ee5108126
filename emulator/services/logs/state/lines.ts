import type { LogLine } from '../../../edge/interfaces/log-writer.ts';
import type { LineFiles } from './line-files.ts';

/** A stored line. `id` grows with every line of the engine, over restarts too, and orders lines of one moment. */
export interface StoredLine extends LogLine {
  id: number;
  ingestionTime: number;
}

/** Lines kept of one stream; older ones go, so that a talkative function does not fill the engine's memory. */
const KEPT_PER_STREAM = 10_000;
/** Characters of all lines together, counted with CloudWatch's 26 bytes a line; the oldest go. */
const KEPT = 32 * 1024 * 1024;
const OVERHEAD = 26;
/** How many turns of writing are remembered; with the oldest half of them their lines go. */
const KEPT_ORDER = 200_000;

/**
 * The lines of all streams. They are many and come in the middle of requests, so they are not in the journal: they are in memory, and in
 * separate files that are written in the background and limited in size.
 */
export interface Lines {
  /** Returns the lines as they are kept. */
  append(group: string, stream: string, lines: readonly LogLine[], now: number): readonly StoredLine[];
  /** In the order of their times; lines of one moment as they came. */
  of(group: string, stream: string): readonly StoredLine[];
  /** Bytes of a group's lines, as CloudWatch counts them. */
  sizeOf(group: string): number;
  removeStream(group: string, stream: string): void;
  removeGroup(group: string): void;
  clear(): void;
}

interface Stream {
  lines: StoredLine[];
  size: number;
}

/** `files` is absent where nothing is kept over restarts. */
export function createLines(files: LineFiles | undefined): Lines {
  let groups = new Map<string, Map<string, Stream>>();
  /** What was appended, oldest first, up to which id: where to delete if there is too much. */
  let order: { group: string; stream: string; lastId: number; size: number }[] = [];
  let total = 0;
  let lastId = 0;
  let loaded = files === undefined;

  function streamAt(group: string, stream: string): Stream {
    const streams = groups.get(group) ?? new Map<string, Stream>();
    groups.set(group, streams);
    const found = streams.get(stream) ?? { lines: [], size: 0 };
    streams.set(stream, found);
    return found;
  }

  function shrink(target: Stream, keep: (line: StoredLine, index: number) => boolean): void {
    const removed = target.lines.filter((line, index) => !keep(line, index));
    target.lines = target.lines.filter(keep);
    const size = removed.reduce(sizeWith, 0);
    target.size -= size;
    total -= size;
  }

  function add(group: string, stream: string, added: StoredLine[]): void {
    const target = streamAt(group, stream);
    const last = target.lines.at(-1);
    target.lines.push(...added);
    if (last && added.some((line) => inOrder(last, line) > 0)) target.lines.sort(inOrder);
    const size = added.reduce(sizeWith, 0);
    target.size += size;
    total += size;
    const appendedTo = added.at(-1)?.id ?? 0;
    const latest = order.at(-1);
    if (latest?.group === group && latest.stream === stream) latest.lastId = appendedTo;
    else order.push({ group, stream, lastId: appendedTo, size: 0 });
    const entry = order.at(-1);
    if (entry) entry.size += size;
    // Both are cut in steps: cutting one line of ten thousand at each line would cost as much as all of them.
    const excess = target.lines.length - KEPT_PER_STREAM;
    if (excess > KEPT_PER_STREAM / 10) shrink(target, (_line, index) => index >= excess);
    if (total > KEPT || order.length > KEPT_ORDER) forgetOldest();
  }

  /** Deletes the oldest tenth of all lines, whatever their streams. */
  function forgetOldest(): void {
    const until = new Map<Stream, number>();
    const half = order.length > KEPT_ORDER ? order.length / 2 : 0;
    let freed = 0;
    let index = 0;
    for (const { group, stream, lastId: id, size } of order) {
      if (index >= half && total - freed <= KEPT * 0.9) break;
      const from = groups.get(group)?.get(stream);
      if (from) until.set(from, id);
      freed += size;
      index += 1;
    }
    order = order.slice(index);
    for (const [from, id] of until) shrink(from, (line) => line.id > id);
  }

  function drop(group: string, stream: string | null): void {
    const streams = groups.get(group);
    const gone = stream === null ? [...(streams?.values() ?? [])] : [streams?.get(stream)];
    for (const target of gone) total -= target?.size ?? 0;
    if (stream === null) groups.delete(group);
    else streams?.delete(stream);
  }

  /** Puts the files' lines before those written since the engine started. */
  function load(): void {
    if (loaded || !files) return;
    loaded = true;
    const since = groups;
    groups = new Map();
    order = [];
    total = 0;
    for (const record of files.read()) {
      if (record[0] === 'gone') drop(record[1], record[2]);
      else add(record[1], record[2], record[3].map(toStored));
    }
    for (const [group, streams] of since)
      for (const [stream, { lines }] of streams) add(group, stream, lines);
  }

  function remove(group: string, stream: string | null): void {
    load();
    drop(group, stream);
    files?.append(['gone', group, stream]);
  }

  return {
    append(group, stream, lines, now) {
      if (lines.length === 0) return [];
      lastId = Math.max(lastId, now * 1000);
      const added = lines.map(({ timestamp, message }): StoredLine => {
        lastId += 1;
        return { id: lastId, timestamp, message, ingestionTime: now };
      });
      add(group, stream, added);
      files?.append([
        'lines',
        group,
        stream,
        added.map((line) => [line.id, line.timestamp, now, line.message]),
      ]);
      return added;
    },
    of(group, stream) {
      load();
      return groups.get(group)?.get(stream)?.lines ?? [];
    },
    sizeOf(group) {
      load();
      return [...(groups.get(group)?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
    },
    removeStream: remove,
    removeGroup: (group) => remove(group, null),
    clear() {
      groups = new Map();
      order = [];
      total = 0;
      loaded = true;
      files?.clear();
    },
  };
}

function toStored([id, timestamp, ingestionTime, message]: readonly [
  number,
  number,
  number,
  string,
]): StoredLine {
  return { id, timestamp, ingestionTime, message };
}

function sizeWith(sum: number, { message }: StoredLine): number {
  return sum + Buffer.byteLength(message) + OVERHEAD;
}

/** A line's id for clients: 56 digits, in the order of writing. */
export function eventId({ id }: Pick<StoredLine, 'id'>): string {
  return String(id).padStart(56, '0');
}

/** By time, and lines of one moment by arrival. */
export function inOrder(a: StoredLine, b: StoredLine): number {
  return a.timestamp - b.timestamp || a.id - b.id;
}
