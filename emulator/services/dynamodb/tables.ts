import { AwsError } from '../../edge/aws-error.ts';
import type { Clock } from '../../store/clock.ts';
import type { Random } from '../../store/random.ts';
import { createGate } from './gate.ts';
import { createItemLocks, type ItemLocks } from './storage/item-locks.ts';
import { createItemStore, type ItemStore } from './storage/item-store.ts';
import { type Level, openLevel } from './storage/level.ts';
import { markFormat, migrate } from './storage/migrate.ts';
import { loadTableRecords, type TableRecords } from './storage/table-records.ts';
import { loadTableSizes, type TableSizes } from './storage/table-sizes.ts';
import { type ChangeLog, openChangeLog } from './streams/change-log.ts';
import type { Table } from './table-description.ts';
import { shapeOf, type TableShape } from './table-shape.ts';
import { createTableStates, type TableStates } from './table-states.ts';
import { type ThroughputLimits, throughputLimits, whileLimited } from './throughput/throughput.ts';
import { createExpiry, type Expiry } from './time-to-live/expiry.ts';
import type { TableTimings } from './timings.ts';
import { createOngoing, type Ongoing } from './transaction/ongoing.ts';
import { loadRecentTokens, type RecentTokens } from './transaction/recent-tokens.ts';

export interface TablesOptions {
  /** The folder of the LevelDB store; undefined keeps everything in memory. */
  folder: string | undefined;
  /** Whether a write counts only once the disk itself has it. */
  durable?: boolean;
  clock: Clock;
  random: Pick<Random, 'uuid'>;
  timings: TableTimings;
  /** Whether calls beyond the throughput of a table are refused. */
  limited?: () => boolean;
}

/** The tables and their items. */
export interface Tables {
  readonly level: Level;
  readonly records: TableRecords;
  /** How many items tables have, for descriptions. */
  readonly sizes: TableSizes;
  readonly items: ItemStore;
  readonly locks: ItemLocks;
  readonly states: TableStates;
  readonly ongoing: Ongoing;
  readonly tokens: RecentTokens;
  /** The streams of changes. */
  readonly log: ChangeLog;
  /** Items that go by themselves. */
  readonly expiry: Expiry;
  /** What calls may spend. */
  readonly throughput: ThroughputLimits;
  /** A table that can be read and written. Throws AwsError `ResourceNotFoundException`. */
  table(name: string): Table;
  /** The same, as reads and writes of items see it. */
  shape(name: string): TableShape;
  /** Runs one call; a reset waits for running ones, and later ones wait for the reset. */
  during<T>(call: () => Promise<T>): Promise<T>;
  /** Removes everything. */
  reset(): void;
  close(): Promise<void>;
}

/** Opens the store, and ends the passing states of the last process. */
export async function openTables(options: TablesOptions): Promise<Tables> {
  const { folder, durable = false, clock, random, timings, limited = () => false } = options;
  const level = await openLevel(folder, { durable });
  const records = await loadTableRecords(level);
  await migrate(level, records);
  const sizes = await loadTableSizes({ level, records, clock });
  const tokens = await loadRecentTokens(level, clock);
  const items = createItemStore(level);
  const log = await openChangeLog({ level, clock, random });
  items.follow(log);
  items.follow(sizes);
  const locks = createItemLocks();
  const ongoing = createOngoing();
  const gate = createGate();
  const exclusively = gate.closeFor;
  const states = createTableStates({ level, records, sizes, items, locks, clock, timings, exclusively });
  await states.resume();
  const expiry = createExpiry({ level, records, items, locks, clock, during: gate.during });
  items.follow(expiry);
  await expiry.wake();

  function table(name: string): Table {
    const found = records.get(name)?.description;
    if (found && found.TableStatus !== 'CREATING' && found.TableStatus !== 'DELETING') return found;
    throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  }

  return {
    level,
    records,
    sizes,
    items,
    locks,
    states,
    ongoing,
    tokens,
    log,
    expiry,
    throughput: whileLimited(throughputLimits(clock), limited),
    table,
    shape: (name) => shapeOf(table(name)),
    during: gate.during,
    reset: () =>
      gate.closeFor(async () => {
        states.forget();
        await level.clear();
        await markFormat(level);
        items.forget();
        records.forget();
        sizes.forget();
        tokens.forget();
        log.forget();
        expiry.forget();
      }),
    async close() {
      await gate.drained();
      states.forget();
      expiry.forget();
      await level.close();
    },
  };
}
