import type { Failure, Store, Table } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import { AwsError } from '../../edge/aws-error.ts';
import type { Clock } from '../../store/clock.ts';
import type { Random } from '../../store/random.ts';
import { type DynaliteOperation, dynaliteOperations } from './dynalite-operations.ts';
import { createGate } from './gate.ts';
import type { Rules } from './rules.ts';
import { type CallStoreOptions, createCallStore } from './storage/call-store.ts';
import { createItemLocks, type ItemLocks } from './storage/item-locks.ts';
import { type Level, openLevel } from './storage/level.ts';
import { loadTableRecords, type TableRecords } from './storage/table-records.ts';
import { type ChangeLog, openChangeLog } from './streams/change-log.ts';
import { createTableStates, type TableStates } from './table-states.ts';
import type { TableTimings } from './timings.ts';
import { createOngoing, type Ongoing } from './transaction/ongoing.ts';
import { loadRecentTokens, type RecentTokens } from './transaction/recent-tokens.ts';

export interface TablesOptions {
  /** The folder of the LevelDB store; undefined keeps everything in memory. */
  folder: string | undefined;
  clock: Clock;
  random: Pick<Random, 'uuid'>;
  timings: TableTimings;
}

type ActOptions = Pick<CallStoreOptions, 'refuse' | 'writes' | 'onRead' | 'snapshot'>;

/** The tables, and dynalite's operations on them as functions. */
export interface Tables {
  readonly level: Level;
  readonly records: TableRecords;
  readonly locks: ItemLocks;
  readonly states: TableStates;
  readonly ongoing: Ongoing;
  readonly tokens: RecentTokens;
  /** The streams of changes. */
  readonly log: ChangeLog;
  /** Checks parameters by rules, in DynamoDB's words, and returns them as dynalite wants them. Throws AwsError. */
  check(rules: Rules, input: object): Record<string, unknown>;
  /** Runs the operation with parameters that `check` gave back. Throws AwsError. */
  act(
    operation: DynaliteOperation,
    data: Record<string, unknown>,
    options?: ActOptions,
  ): Promise<Record<string, unknown>>;
  /** A table that can be read and written. Throws AwsError `ResourceNotFoundException`. */
  table(name: string): Table;
  /** Runs one call; a reset waits for those that run, and those that come later wait for the reset. */
  during<T>(call: () => Promise<T>): Promise<T>;
  /** Removes everything. */
  reset(): void;
  close(): Promise<void>;
}

/** Opens the store, and ends the states that tables were in when the last process ended. */
export async function openTables({ folder, clock, random, timings }: TablesOptions): Promise<Tables> {
  const level = await openLevel(folder);
  const log = await openChangeLog({ level, clock, random });
  const records = await loadTableRecords(level);
  const tokens = await loadRecentTokens(level, clock);
  const locks = createItemLocks();
  const ongoing = createOngoing();
  const gate = createGate();
  const exclusively = gate.closeFor;
  const states = createTableStates({ level, records, locks, clock, timings, exclusively });
  await states.resume();

  return {
    level,
    records,
    locks,
    states,
    ongoing,
    tokens,
    log,
    check(rules, input) {
      try {
        const data = validations.checkTypes(input, rules.types);
        validations.checkValidations(data, rules.types, rules.custom, RULE_STORE);
        return data;
      } catch (error) {
        // dynalite's rules look into a `null` where they expect a structure.
        if (error instanceof TypeError) throw unreadable(error);
        throw awsErrorOf(error as Failure);
      }
    },
    act(operation, data, options) {
      return new Promise((resolve, reject) => {
        const fail = (error: Failure) => reject(awsErrorOf(error));
        const store = createCallStore({ level, log, tables: records, locks, fail, ...options });
        try {
          dynaliteOperations[operation].action(store, data, (error, result) => {
            if (error) fail(error);
            else resolve(result as Record<string, unknown>);
          });
        } catch (error) {
          fail(error as Error);
        }
      });
    },
    table(name) {
      const table = records.get(name)?.description;
      if (table && table.TableStatus !== 'CREATING' && table.TableStatus !== 'DELETING') return table;
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    },
    during: gate.during,
    reset: () =>
      gate.closeFor(async () => {
        states.forget();
        await level.clear();
        records.forget();
        tokens.forget();
        log.forget();
      }),
    async close() {
      await gate.drained();
      states.forget();
      await level.close();
    },
  };
}

/** What dynalite's rules ask of the store: how large an item may be. */
const RULE_STORE: Pick<Store, 'options'> = { options: { maxItemSize: 400 * 1024 } };

/** Turns dynalite's failures into errors of AWS; its own defects stay what they are. */
function awsErrorOf(failure: Failure): Error {
  if (!failure.body) return failure;
  const { __type, message, Message } = failure.body;
  const code = __type.slice(__type.indexOf('#') + 1);
  return new AwsError(code, message ?? Message ?? '', { status: failure.statusCode ?? 400 });
}

function unreadable(cause: TypeError): AwsError {
  return new AwsError('SerializationException', 'Unexpected null in the request', { status: 400, cause });
}
