import { addUnits, consumedCapacity, type Units } from '../items/consumed-capacity.ts';

/**
 * A transaction's consumption, by table: twice that of its single actions (Developer Guide, "Capacity management for transactions").
 * Undefined if not requested.
 */
export function transactCapacity(
  actions: readonly { readonly table: string; readonly units: Units }[],
  wish: string | undefined,
  name: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object[] | undefined {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined;
  const byTable = new Map<string, Units[]>();
  for (const { table, units } of actions) byTable.set(table, [...(byTable.get(table) ?? []), units, units]);
  return [...byTable].flatMap(([table, units]) => consumedCapacity(wish, table, addUnits(units), name) ?? []);
}
