import type { BatchItem } from './batch.ts';

/**
 * The failed part of a stream's batch, by the function's answer (developer guide, "Implementing partial batch responses"): from the first
 * named change on.
 */
export function undoneOfStream<Item extends BatchItem>(
  answer: string,
  items: readonly Item[],
): readonly Item[] {
  const places = placesIn(answer, items);
  if (places === undefined) return items;
  return places.length === 0 ? [] : items.slice(Math.min(...places));
}

/** The failed part of a queue's batch: exactly the named messages. */
export function undoneOfQueue<Item extends BatchItem>(
  answer: string,
  items: readonly Item[],
): readonly Item[] {
  const places = placesIn(answer, items);
  return places === undefined ? items : items.filter((_item, index) => places.includes(index));
}

/**
 * The positions of the items that an answer names. None if it names none, or is empty: all was done. Undefined if it makes no sense:
 * nothing was.
 */
function placesIn(answer: string, items: readonly BatchItem[]): readonly number[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object') return value === null || value === '' ? [] : undefined;
  const failures = (value as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return undefined;
  const named = failures.map((failure: unknown) =>
    typeof failure === 'object' && failure !== null
      ? (failure as { itemIdentifier?: unknown }).itemIdentifier
      : undefined,
  );
  const places = named.map((name) => items.findIndex(({ position }) => position === name));
  return places.includes(-1) ? undefined : places;
}
