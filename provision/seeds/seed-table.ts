import type { Clients } from '../clients.ts';
import { messageOf, ReaderError } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { type Item, itemOfLine } from './item-line.ts';
import { linesOf } from './lines-of.ts';
import { putItems, type Seed } from './put-items.ts';
import { assertKey, type KeyAttribute, keyOfTable } from './table-key.ts';

export interface Seeding {
  readonly file: string;
  readonly table: string;
}

/** What a file was found to hold. */
export interface Checked {
  readonly items: number;
  readonly key: readonly KeyAttribute[];
}

/** How many items one BatchWriteItem takes (API reference). */
const AT_ONCE = 25;

/** After how many items the progress is told. */
const TOLD_EVERY = 10_000;

/** Reads the whole file once and writes nothing. Throws ReaderError that names the first line that cannot be an item of the table. */
export async function checkSeeds(
  { file, table }: Seeding,
  clients: Pick<Clients, 'dynamodb'>,
): Promise<Checked> {
  const key = await keyOfTable(table, clients);
  let items = 0;
  for await (const _seed of seedsOf(file, key)) items += 1;
  return { items, key };
}

/**
 * Writes the items of a file that was checked, in its order; an item of the table with the same key is replaced. Answers how many were
 * written. Throws ReaderError that says how many were, and at which line it ended.
 */
export async function seedTable(
  { file, table }: Seeding,
  { items, key }: Checked,
  run: Pick<Run, 'clients' | 'clock' | 'progress'>,
): Promise<number> {
  let written = 0;
  let batch: Seed[] = [];
  const write = async () => {
    await putItems(table, batch, run, (count) => {
      written += count;
    });
    batch = [];
    if (written > 0 && written % TOLD_EVERY === 0)
      run.progress.waiting(`${written} of ${items} items are written`);
  };
  try {
    for await (const seed of seedsOf(file, key)) {
      if (batch.length === AT_ONCE) await write();
      batch.push(seed);
    }
    if (batch.length > 0) await write();
  } catch (error) {
    const sofar = `${written} of ${items} items were written to ${table}. Once it is mended, the same command writes all of them again`;
    throw new ReaderError(`${messageOf(error).replace(/\.$/, '')}. ${sofar}.`, { cause: error });
  }
  return written;
}

async function* seedsOf(file: string, key: readonly KeyAttribute[]): AsyncGenerator<Seed> {
  for await (const { number, text } of linesOf(file)) {
    yield { line: number, item: itemAt(`${file}, line ${number}`, text, key) };
  }
}

function itemAt(place: string, text: string, key: readonly KeyAttribute[]): Item {
  try {
    const item = itemOfLine(text);
    assertKey(key, item);
    return item;
  } catch (error) {
    throw new ReaderError(`${place} ${messageOf(error)}.`, { cause: error });
  }
}
