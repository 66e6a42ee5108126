import type { BatchItem } from './batch.ts';

/**
 * What of a stream's batch was not done, by the function's answer (developer guide, "Implementing partial batch responses"): from the
 * first change that it names on.
 */
export function undoneOfStream<Item extends BatchItem>(
  answer: string,
  items: readonly Item[],
): readonly Item[] {
  const places = placesIn(answer, items);
  if (places === undefined) return items;
  return places.length === 0 ? [] : items.slice(Math.min(...places));
}

/** What of a queue's batch was not done: the messages that it names, and no others. */
export function undoneOfQueue<Item extends BatchItem>(
  answer: string,
  items: readonly Item[],
): readonly Item[] {
  const places = placesIn(answer, items);
  return places === undefined ? items : items.filter((_item, index) => places.includes(index));
}

/**
 * The places of the items that an answer names. None where it names none, or is empty: all was done. Undefined where it makes no sense: nothing
 * was.
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
