import type { LogLine } from '../log-writer.ts';

/** A line as it is kept. `id` grows with every line of the engine and orders lines of one moment. */
export interface StoredLine extends LogLine {
  id: number;
  ingestionTime: number;
}

/** Lines kept of one stream; older ones go, so that a function that talks without end does not fill the engine's memory. */
const KEPT_PER_STREAM = 10_000;

/** The lines of all streams, in memory: what was logged before a restart of the engine is not there after it. */
export interface Lines {
  append(group: string, stream: string, lines: readonly LogLine[], now: number): void;
  of(group: string, stream: string): readonly StoredLine[];
  removeStream(group: string, stream: string): void;
  removeGroup(group: string): void;
  clear(): void;
}

export function createLines(): Lines {
  const groups = new Map<string, Map<string, StoredLine[]>>();
  let lastId = 0;
  return {
    append(group, stream, lines, now) {
      const streams = groups.get(group) ?? new Map<string, StoredLine[]>();
      groups.set(group, streams);
      const kept = streams.get(stream) ?? [];
      streams.set(stream, kept);
      for (const { timestamp, message } of lines) {
        lastId += 1;
        kept.push({ id: lastId, timestamp, message, ingestionTime: now });
      }
      const before = kept.at(-lines.length - 1);
      if (before && lines.some(({ timestamp }) => timestamp < before.timestamp)) kept.sort(inOrder);
      if (kept.length > KEPT_PER_STREAM) kept.splice(0, kept.length - KEPT_PER_STREAM);
    },
    of: (group, stream) => groups.get(group)?.get(stream) ?? [],
    removeStream: (group, stream) => void groups.get(group)?.delete(stream),
    removeGroup: (group) => void groups.delete(group),
    clear: () => groups.clear(),
  };
}

/** By time, and lines of one moment as they came. */
export function inOrder(a: StoredLine, b: StoredLine): number {
  return a.timestamp - b.timestamp || a.id - b.id;
}
