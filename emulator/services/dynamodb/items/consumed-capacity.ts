import type { StoredItem } from '../storage/stored-item.ts';
import type { IndexChange } from './index-changes.ts';

/** Capacity units of a table and, by name, of its indexes. */
export interface Units {
  readonly table: number;
  readonly global?: Readonly<Record<string, number>>;
  readonly local?: Readonly<Record<string, number>>;
}

/** Read units: one for each started 4 KB, half of it for eventually consistent reads (Developer Guide, "Capacity unit consumption"). */
export function readUnits(bytes: number, consistent: boolean | undefined): number {
  return Math.ceil(bytes / 4096) * (consistent ? 1 : 0.5);
}

/** Read units of one item, or of looking for one. */
export function itemReadUnits(found: StoredItem | undefined, consistent: boolean | undefined): number {
  return readUnits(found?.size ?? 1, consistent);
}

/** Write units: one for each started KB of the larger of the item before and after; those of indexes separately. */
export function writeUnits(
  before: StoredItem | undefined,
  after: StoredItem | undefined,
  indexes: readonly IndexChange[],
): Units {
  const table = Math.max(1, Math.ceil(Math.max(before?.size ?? 0, after?.size ?? 0) / 1024));
  const of = (global: boolean) =>
    Object.fromEntries(
      indexes.filter(({ index }) => index.global === global).map(({ index, units }) => [index.name, units]),
    );
  return { table, global: of(true), local: of(false) };
}

/** The sum of several. */
export function addUnits(all: readonly Units[]): Units {
  const merged = (part: 'global' | 'local') => {
    const sums: Record<string, number> = {};
    for (const units of all)
      for (const [name, some] of Object.entries(units[part] ?? {})) sums[name] = (sums[name] ?? 0) + some;
    return sums;
  };
  return { table: sum(all.map(({ table }) => table)), global: merged('global'), local: merged('local') };
}

/** `ConsumedCapacity` as requested; undefined if it was not. `name` names the units, if the answer has it. */
export function consumedCapacity(
  wish: string | undefined,
  TableName: string,
  units: Units,
  name?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object | undefined {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined;
  const { table, global = {}, local = {} } = units;
  const shown = (CapacityUnits: number) => ({ CapacityUnits, ...(name && { [name]: CapacityUnits }) });
  const all = table + sum(Object.values(global)) + sum(Object.values(local));
  return {
    TableName,
    ...shown(all),
    ...(wish === 'INDEXES' && {
      Table: shown(table),
      ...byIndex('LocalSecondaryIndexes', local, shown),
      ...byIndex('GlobalSecondaryIndexes', global, shown),
    }),
  };
}

function byIndex(
  member: string,
  units: Readonly<Record<string, number>>,
  shown: (units: number) => object,
): object {
  const entries = Object.entries(units);
  return entries.length === 0
    ? {}
    : { [member]: Object.fromEntries(entries.map(([name, some]) => [name, shown(some)])) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
