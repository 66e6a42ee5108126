import { BatchWriteItemCommand, PutItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { codeOf, messageOf, ReaderError } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { waitFor } from '../reconcile/wait.ts';
import type { Item } from './item-line.ts';

/** One item of a file, and where it stands there. */
export interface Seed {
  readonly line: number;
  readonly item: Item;
}

/** How long the throughput of a table may be used up, in milliseconds: its capacity is counted over seconds. */
const PATIENCE = 2 * 60_000;

/**
 * Puts up to 25 items. Of several with the same key the last counts. `done` hears of each number of them that was written. Throws ReaderError that names the line of
 * an item that is refused; those before it are written.
 */
export async function putItems(
  table: string,
  seeds: readonly Seed[],
  run: Pick<Run, 'clients' | 'clock' | 'progress'>,
  done: (count: number) => void,
): Promise<void> {
  let left: WriteRequest[] = seeds.map(({ item }) => ({ PutRequest: { Item: item } }));
  const look = async () => {
    const before = left.length;
    const { UnprocessedItems } = await run.clients.dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table] ?? [];
    done(before - left.length);
    return left.length === 0
      ? { ready: true }
      : { state: `${left.length} items are not taken, since the table's throughput is used up` };
  };
  const what = `table ${table} to take its items`;
  try {
    await waitFor(
      { what, look, patience: PATIENCE, interval: 5_000, advice: 'Give the table more throughput.' },
      run,
    );
  } catch (error) {
    // A batch is refused as a whole, before it has any effect, and without saying which item it is about; one with the same key twice too.
    if (codeOf(error) !== 'ValidationException') throw error;
    await putOneByOne(table, seeds, run, done);
  }
}

async function putOneByOne(
  TableName: string,
  seeds: readonly Seed[],
  { clients }: Pick<Run, 'clients'>,
  done: (count: number) => void,
): Promise<void> {
  for (const { line, item } of seeds) {
    await clients.dynamodb.send(new PutItemCommand({ TableName, Item: item })).catch((error: unknown) => {
      throw new ReaderError(`Line ${line} is refused: ${messageOf(error)}`, { cause: error });
    });
    done(1);
  }
}
