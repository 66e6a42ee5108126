import db, { type Failure, type Store, type Table } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import { AwsError } from '../edge/aws-error.ts';
import { type DynaliteOperation, dynaliteOperations } from './dynalite-operations.ts';

export interface TablesOptions {
  /** The folder of the LevelDB store; undefined keeps everything in memory. */
  path: string | undefined;
  region: string;
  accountId: string;
  /** How long tables stay CREATING, UPDATING and DELETING, in milliseconds. */
  timings: { createTableMs: number; updateTableMs: number; deleteTableMs: number };
}

/** dynalite's store with its operations as functions. */
export interface Tables {
  readonly store: Store;
  /** Checks the parameters in DynamoDB's words and runs the operation. Throws AwsError. `store` runs it on another than the real one. */
  run(operation: DynaliteOperation, input: object, store?: Store): Promise<Record<string, unknown>>;
  /** Runs the operation with parameters that `check` gave back. Throws AwsError. */
  act(
    operation: DynaliteOperation,
    data: Record<string, unknown>,
    store?: Store,
  ): Promise<Record<string, unknown>>;
  /** Checks the parameters alone, and returns them as dynalite wants them. Throws AwsError. */
  check(operation: DynaliteOperation, input: object): Record<string, unknown>;
  /** A table that can be read and written. Throws AwsError `ResourceNotFoundException`. */
  table(name: string): Promise<Table>;
  /** Removes every table; what is asked from now on waits until they are gone. */
  clear(): void;
  close(): Promise<void>;
}

/** Opens the store. Rejects when another process has the folder open. */
export async function openTables({ path, region, accountId, timings }: TablesOptions): Promise<Tables> {
  const store = db.create({ ...timings, ...(path && { path }) });
  store.tableDb.awsAccountId = accountId;
  store.tableDb.awsRegion = region;
  await store.db.open();
  let cleared: Promise<void> | undefined;

  function check(operation: DynaliteOperation, input: object): Record<string, unknown> {
    const { rules } = dynaliteOperations[operation];
    try {
      const data = validations.checkTypes(structuredClone(input), rules.types);
      validations.checkValidations(data, rules.types, rules.custom, store);
      return data;
    } catch (error) {
      throw awsErrorOf(error as Failure);
    }
  }

  async function act(operation: DynaliteOperation, data: Record<string, unknown>, on = store) {
    await cleared;
    const answer = await promised<object>((done) => dynaliteOperations[operation].action(on, data, done));
    return answer as Record<string, unknown>;
  }

  return {
    store,
    check,
    act,
    run: (operation, input, on) => act(operation, check(operation, input), on),
    async table(name) {
      await cleared;
      return promised((callback) => store.getTable(name, callback));
    },
    clear() {
      cleared = store.db.clear();
    },
    close: () => promised((callback) => store.db.close(callback)),
  };
}

/** Turns a callback into a promise, and dynalite's failures into errors of AWS. The answer is a copy: dynalite changes its own later. */
export function promised<T>(
  start: (callback: (error: Failure | null | undefined, result?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error) reject(awsErrorOf(error));
      else resolve(structuredClone(result) as T);
    });
  });
}

function awsErrorOf(failure: Failure): Error {
  if (!failure.body) return failure;
  const { __type, message, Message } = failure.body;
  const code = __type.slice(__type.indexOf('#') + 1);
  return new AwsError(code, message ?? Message ?? '', { status: failure.statusCode ?? 400 });
}
