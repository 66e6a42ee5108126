import type { Clock } from '../../store/clock.ts';
import { fillIndex } from './items/fill-index.ts';
import type { ItemLocks } from './storage/item-locks.ts';
import type { ItemStore } from './storage/item-store.ts';
import { type Level, prefixes, rangeOf } from './storage/level.ts';
import type { TableRecord, TableRecords } from './storage/table-records.ts';
import type { TableSizes } from './storage/table-sizes.ts';
import type { Table } from './table-description.ts';
import type { TableTimings } from './timings.ts';

type Passing = 'CREATING' | 'UPDATING' | 'DELETING';

/** The states that tables pass through. */
export interface TableStates {
  /**
   * Keeps the record in a passing state for the configured time, and in its final state (ACTIVE, or gone) after that. Resolves with the
   * description in the passing state, which AWS answers.
   */
  enter(record: TableRecord, state: Passing): Promise<Table>;
  /** Ends every passing state: for the start of a process. */
  resume(): Promise<void>;
  /** Cancels pending transitions. */
  forget(): void;
}

interface Dependencies {
  level: Level;
  records: TableRecords;
  sizes: Pick<TableSizes, 'drop' | 'dropIndex'>;
  items: ItemStore;
  locks: Pick<ItemLocks, 'takeAll'>;
  clock: Pick<Clock, 'after'>;
  timings: TableTimings;
  /** Runs a task while no call runs. */
  exclusively(task: () => Promise<void>): void;
}

export function createTableStates(dependencies: Dependencies): TableStates {
  const { level, records, sizes, items, locks, clock, timings, exclusively } = dependencies;
  const alarms = new Map<string, { cancel(): void }>();
  const durations: Record<Passing, () => number> = {
    CREATING: () => timings.creating,
    UPDATING: () => timings.updating,
    DELETING: () => timings.deleting,
  };

  async function settle(record: TableRecord): Promise<void> {
    const { description } = record;
    for (const index of description.GlobalSecondaryIndexes ?? []) {
      const { TableId, TableStatus } = description;
      if (index.IndexStatus === 'DELETING') {
        await level.clear(rangeOf(prefixes.index(TableId, index.IndexName)));
        await sizes.dropIndex(description, index.IndexName);
      }
      if (index.IndexStatus === 'CREATING' && TableStatus === 'UPDATING')
        await fillIndex({ level, items, locks }, description, index.IndexName);
    }
    if (description.TableStatus === 'DELETING') {
      await level.clear(rangeOf(prefixes.items(description.TableId)));
      await level.clear(rangeOf(prefixes.indexes(description.TableId)));
      await level.clear(rangeOf(prefixes.expiries(description.TableId)));
      await sizes.drop(description);
      await records.remove(description.TableName);
    } else {
      const { becomes = description, ...rest } = records.get(description.TableName) ?? record;
      await records.save({ ...rest, description: withStatus(becomes, 'ACTIVE') });
    }
  }

  return {
    async enter(record, state) {
      const passing = { ...record, description: withStatus(record.description, state) };
      const { TableName } = passing.description;
      alarms.get(TableName)?.cancel();
      alarms.delete(TableName);
      await records.save(passing);
      const duration = durations[state]();
      if (duration === 0) await settle(passing);
      else {
        const alarm = clock.after(duration, () => {
          alarms.delete(TableName);
          exclusively(async () => {
            const latest = records.get(TableName);
            if (latest) await settle(latest);
          });
        });
        alarms.set(TableName, alarm);
      }
      return passing.description;
    },
    async resume() {
      for (const name of records.names()) {
        const record = records.get(name);
        if (record && record.description.TableStatus !== 'ACTIVE') await settle(record);
      }
    },
    forget() {
      for (const alarm of alarms.values()) alarm.cancel();
      alarms.clear();
    },
  };
}

/** A new table's indexes are created with it; AWS leaves them out of the description of a table that is being deleted. */
function withStatus(table: Table, status: Passing | 'ACTIVE'): Table {
  const { GlobalSecondaryIndexes, ...rest } = table;
  if (!GlobalSecondaryIndexes || status === 'DELETING') return { ...rest, TableStatus: status };
  if (status === 'UPDATING') return { ...table, TableStatus: status };
  return {
    ...rest,
    TableStatus: status,
    GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({ ...index, IndexStatus: status })),
  };
}
