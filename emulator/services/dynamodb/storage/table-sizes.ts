import type { Clock } from '../../../store/clock.ts';
import type { Index, Table } from '../table-description.ts';
import { shapeOf } from '../table-shape.ts';
import type { ChangeFeed, ItemChange } from './committer.ts';
import { type Level, prefixes, rangeOf } from './level.ts';
import type { TableRecords } from './table-records.ts';

/** How many items a table or an index has, and their bytes. */
interface Size {
  readonly items: number;
  readonly bytes: number;
}

/** A table's size, and those of its indexes by name. */
interface Sizes extends Size {
  readonly indexes: Readonly<Record<string, Size>>;
}

interface Counted {
  readonly now: Sizes;
  /** What descriptions say: the size at the last update. */
  readonly shown: Sizes;
  /** When that was, in milliseconds since 1970. */
  readonly at: number;
}

/** How many items tables and indexes have; stored in the batches that change them. */
export interface TableSizes extends ChangeFeed {
  /** The description with the figures of the last update. */
  shownOn(table: Table): Table;
  /** Forgets an index, before another one may have its name. */
  dropIndex(table: Table, index: string): Promise<void>;
  drop(table: Table): Promise<void>;
  /** Forgets all, when the store was emptied. */
  forget(): void;
}

/** How often the figures of descriptions are updated (API reference, TableDescription: "approximately every six hours"). */
const UPDATE_MS = 6 * 60 * 60 * 1000;

const NOTHING: Size = { items: 0, bytes: 0 };

interface Dependencies {
  readonly level: Level;
  readonly records: Pick<TableRecords, 'names' | 'get'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Reads what the store holds. The tables of an earlier engine, which did not count, are counted once. */
export async function loadTableSizes({ level, records, clock }: Dependencies): Promise<TableSizes> {
  const known = new Map<string, Counted>();
  let pending = new Map<string, Counted>();
  for await (const [key, value] of level.iterator(rangeOf(prefixes.sizes)))
    known.set(key.slice(prefixes.sizes.length), JSON.parse(value));
  for (const name of records.names()) {
    const table = records.get(name)?.description;
    if (!table || known.has(table.TableId)) continue;
    const now = await countAll(level, table);
    if (now.items > 0) await save(table.TableId, { now, shown: now, at: clock.now() });
  }

  async function save(id: string, counted: Counted): Promise<void> {
    known.set(id, counted);
    await level.put(prefixes.sizes + id, JSON.stringify(counted));
  }

  /** What is counted of a table, once an update that is due was made. */
  function counted({ TableId, CreationDateTime }: Table): Counted {
    const begun = { ...NOTHING, indexes: {} };
    const found = pending.get(TableId) ??
      known.get(TableId) ?? { now: begun, shown: begun, at: CreationDateTime * 1000 };
    const late = clock.now() - found.at;
    if (late < UPDATE_MS) return found;
    return { ...found, shown: found.now, at: found.at + late - (late % UPDATE_MS) };
  }

  return {
    shownOn(table) {
      const { shown } = counted(table);
      const withSize = (index: Index): Index => {
        const { items, bytes } = shown.indexes[index.IndexName] ?? NOTHING;
        return { ...index, ItemCount: items, IndexSizeBytes: bytes };
      };
      const { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global } = table;
      return {
        ...table,
        ItemCount: shown.items,
        TableSizeBytes: shown.bytes,
        ...(local && { LocalSecondaryIndexes: local.map(withSize) }),
        ...(global && { GlobalSecondaryIndexes: global.map(withSize) }),
      };
    },
    writesFor(changes) {
      pending = new Map();
      for (const change of changes) {
        const before = counted(change.table.description);
        pending.set(change.table.id, { ...before, now: sizesAfter(before.now, change) });
      }
      return [...pending].map(([id, value]) => ({
        type: 'put',
        key: prefixes.sizes + id,
        value: JSON.stringify(value),
      }));
    },
    async written() {
      for (const [id, value] of pending) known.set(id, value);
      pending = new Map();
    },
    async dropIndex(table, index) {
      const { now, shown, at } = counted(table);
      const without = ({ indexes: { [index]: _, ...indexes }, ...rest }: Sizes) => ({ ...rest, indexes });
      await save(table.TableId, { now: without(now), shown: without(shown), at });
    },
    async drop({ TableId }) {
      known.delete(TableId);
      await level.del(prefixes.sizes + TableId);
    },
    forget() {
      known.clear();
      pending = new Map();
    },
  };
}

function sizesAfter(
  { items, bytes, indexes }: Sizes,
  { before, after, indexes: changed }: ItemChange,
): Sizes {
  const size = {
    items: items + (after ? 1 : 0) - (before ? 1 : 0),
    bytes: bytes + (after?.size ?? 0) - (before?.size ?? 0),
  };
  if (!changed?.length) return { ...size, indexes };
  const grown: Record<string, Size> = { ...indexes };
  for (const { index, growth } of changed) {
    const old = grown[index.name] ?? NOTHING;
    grown[index.name] = { items: old.items + growth.items, bytes: old.bytes + growth.bytes };
  }
  return { ...size, indexes: grown };
}

async function countAll(level: Level, table: Table): Promise<Sizes> {
  const shape = shapeOf(table);
  const indexes: Record<string, Size> = {};
  const own = await count(level, shape.prefix);
  if (own.items > 0) for (const { name, prefix } of shape.indexes) indexes[name] = await count(level, prefix);
  return { ...own, indexes };
}

/** Each value begins with its item's size. */
async function count(level: Level, prefix: string): Promise<Size> {
  let [items, bytes] = [0, 0];
  for await (const value of level.values(rangeOf(prefix))) {
    items += 1;
    bytes += Number(value.slice(0, value.indexOf(' ')));
  }
  return { items, bytes };
}
