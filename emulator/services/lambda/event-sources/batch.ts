import type { SourceChange } from '../../../edge/interfaces/change-source.ts';

/** The largest event of a function (Lambda developer guide, "Quotas": 6 MB). */
const MAX_BYTES = 6 * 1024 * 1024;

/** The event that a batch is. */
export function eventOf(changes: readonly SourceChange[]): string {
  return JSON.stringify({ Records: changes.map(({ record }) => record) });
}

/** As many of the first changes as fit into one event. */
export function fitting(changes: readonly SourceChange[]): readonly SourceChange[] {
  let count = changes.length;
  while (count > 1 && Buffer.byteLength(eventOf(changes.slice(0, count))) > MAX_BYTES)
    count = Math.ceil(count / 2);
  return changes.slice(0, count);
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

/**
 * What of a batch was not done, by the function's answer (developer guide, "Implementing partial batch responses"): from the first change
 * that it names on. An answer that names none, or is empty, means that all was done; one that makes no sense, that nothing was.
 */
export function undoneBy(answer: string, changes: readonly SourceChange[]): readonly SourceChange[] {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return changes;
  }
  if (value === null || typeof value !== 'object') return value === null || value === '' ? [] : changes;
  const failures = (value as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return changes;
  const named = failures.map((failure: unknown) =>
    typeof failure === 'object' && failure !== null
      ? (failure as { itemIdentifier?: unknown }).itemIdentifier
      : undefined,
  );
  const places = named.map((name) => changes.findIndex(({ position }) => position === name));
  if (places.length === 0) return [];
  return places.includes(-1) ? changes : changes.slice(Math.min(...places));
}
