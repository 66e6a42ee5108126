import type { SourceChange } from '../../../edge/interfaces/change-source.ts';

/** The largest event of a function (Lambda developer guide, "Quotas": 6 MB). */
export const MAX_BYTES = 6 * 1024 * 1024;

/** A record of an event, by whatever source. */
export interface BatchItem {
  /** The id by which a function reports it as failed. */
  readonly position: string;
  readonly record: object;
}

/** The event that a batch is. */
export function eventOf(items: readonly BatchItem[]): string {
  return JSON.stringify({ Records: items.map(({ record }) => record) });
}

/** As many of the first items as fit into one event. */
export function fitting<Item extends BatchItem>(items: readonly Item[]): readonly Item[] {
  let count = items.length;
  while (count > 1 && Buffer.byteLength(eventOf(items.slice(0, count))) > MAX_BYTES)
    count = Math.ceil(count / 2);
  return items.slice(0, count);
}

/** Changes in as many groups as may run at once: those of one item in the same, in their order. */
export function lanesOf(changes: readonly SourceChange[], count: number): SourceChange[][] {
  const lanes: SourceChange[][] = Array.from({ length: count }, () => []);
  for (const change of changes) lanes[placeOf(change.item, count)]?.push(change);
  return lanes.filter((lane) => lane.length > 0);
}

function placeOf(item: string, count: number): number {
  let sum = 0;
  for (let index = 0; index < item.length; index += 1) sum = (sum * 31 + item.charCodeAt(index)) >>> 0;
  return sum % count;
}
