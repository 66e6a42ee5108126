import { holds } from '../expressions/condition.ts';
import { project } from '../expressions/projection.ts';
import { itemKey } from '../storage/item-keys.ts';
import type { Level } from '../storage/level.ts';
import { decodeItem, type StoredItem } from '../storage/stored-item.ts';
import type { Tables } from '../tables.ts';
import { consumedCapacity, readUnits, type Units } from './consumed-capacity.ts';
import type { KeyRange } from './key-range.ts';
import { fetches, type PageSource } from './page-source.ts';
import type { ParsedPage } from './parsed-page.ts';
import { nextStart } from './start-key.ts';

/** The largest page, in bytes as the storage counts them (Developer Guide, "Paginating table query results"). */
const PAGE_BYTES = 1024 * 1024;

/** How many items are taken from the store at once, and how many bytes at most. */
const [AT_ONCE, BYTES_AT_ONCE] = [200, 256 * 1024];

export interface Direction extends KeyRange {
  readonly reverse: boolean;
  /** The place after which it begins. */
  readonly after: string | undefined;
}

/** Reads one page of a Query or Scan and answers it: items that pass the filter, with the requested attributes. */
export async function readPage(
  { level, items, throughput }: Pick<Tables, 'level' | 'items' | 'throughput'>,
  source: PageSource,
  page: ParsedPage,
  direction: Direction,
): Promise<object> {
  const { table, index } = source;
  const limitedIndex = index?.global ? [index.name] : [];
  const refusal = throughput.refusal(table, 'read', limitedIndex, limitedIndex.length > 0);
  if (refusal) throw refusal;
  const fetched = fetches(source, page);
  const entries = await entriesOf(level, page.limit, direction);
  const whole = fetched
    ? await items.readTogether(entries.map(({ item }) => itemKey(source.table, item)))
    : entries;
  const taken = takePage(
    whole.filter((stored) => stored !== undefined),
    page.limit,
  );
  const last = taken.full ? taken.items.at(-1) : undefined;
  const { filter, paths, select } = page;
  const found = filter ? taken.items.filter(({ item }) => holds(filter, item)) : taken.items;
  const units = unitsOf(source, page, fetched ? entries.slice(0, taken.items.length) : [], taken.items);
  throughput.spend(table, 'read', units);
  const capacity = consumedCapacity(page.wish, index ? table.name : page.table, units);
  return {
    ...(select !== 'COUNT' && { Items: found.map(({ item }) => (paths ? project(item, paths) : item)) }),
    Count: found.length,
    ScannedCount: taken.items.length,
    ...(last && { LastEvaluatedKey: nextStart(source, last.item) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

/** Enough of the range to fill a page. */
async function entriesOf(
  level: Level,
  limit: number | undefined,
  direction: Direction,
): Promise<StoredItem[]> {
  const options = {
    ...rangeOf(direction),
    reverse: direction.reverse,
    // LevelDB's own option, which a store in memory does not have.
    highWaterMarkBytes: BYTES_AT_ONCE,
    ...(limit && { limit }),
  };
  const iterator = level.values(options);
  const entries: StoredItem[] = [];
  let size = 0;
  try {
    for (;;) {
      const texts = await iterator.nextv(Math.min(limit ?? AT_ONCE, AT_ONCE));
      if (texts.length === 0) return entries;
      for (const text of texts) {
        const entry = decodeItem(text);
        entries.push(entry);
        size += entry.page;
        if (size >= PAGE_BYTES) return entries;
      }
    }
  } finally {
    await iterator.close();
  }
}

function rangeOf({ from, to, reverse, after }: Direction): object {
  if (after === undefined) return { gte: from, lt: to };
  // A start key was found to lie in the range.
  return reverse ? { gte: from, lt: after } : { gt: after, lt: to };
}

/** The items that one page holds: a page is full with the item that reaches its limit or size. */
function takePage(
  items: readonly StoredItem[],
  limit: number | undefined,
): { items: StoredItem[]; full: boolean } {
  const taken: StoredItem[] = [];
  let size = 0;
  for (const item of items) {
    taken.push(item);
    size += item.page;
    if (taken.length === limit || size >= PAGE_BYTES) return { items: taken, full: true };
  }
  return { items: taken, full: false };
}

function unitsOf(
  { index }: PageSource,
  { consistent }: ParsedPage,
  entries: readonly StoredItem[],
  items: readonly StoredItem[],
): Units {
  const own = readUnits(sizeOf(items), consistent);
  if (!index) return { table: own };
  const fetched = entries.length > 0;
  const units = { [index.name]: fetched ? readUnits(sizeOf(entries), consistent) : own };
  return { table: fetched ? own : 0, [index.global ? 'global' : 'local']: units };
}

function sizeOf(items: readonly StoredItem[]): number {
  return items.reduce((sum, { size }) => sum + size, 0);
}
