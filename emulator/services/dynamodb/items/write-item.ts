import { AwsError } from '../../../edge/aws-error.ts';
import { itemKey } from '../storage/item-keys.ts';
import type { Release } from '../storage/item-locks.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { TableShape } from '../table-shape.ts';
import type { Tables } from '../tables.ts';
import { CONFLICT } from '../transaction/ongoing.ts';
import { type Attempt, attemptWrite } from './attempt-write.ts';
import { writeUnits } from './consumed-capacity.ts';
import type { ParsedWrite } from './parsed-write.ts';

type Store = Pick<Tables, 'shape' | 'items' | 'locks' | 'ongoing' | 'throughput'>;

/**
 * Writes one item: waits for it, checks the condition, and changes it with its indexes in one batch. Throws AwsError
 * `TransactionConflictException` while a transaction holds the item, `ConditionalCheckFailedException`, and the write's own errors.
 */
export async function writeItem(tables: Store, write: ParsedWrite): Promise<Attempt> {
  const table = tables.shape(write.table);
  write.check(table);
  const key = itemKey(table, write.keyed);
  if (tables.ongoing.has(key)) throw new AwsError('TransactionConflictException', CONFLICT);
  return writeAt(tables, table, key, write);
}

/** The same, once its table is known and the write was checked; it waits for a transaction that is about the item. */
export async function writeAt(
  { items, locks, throughput }: Pick<Store, 'items' | 'locks' | 'throughput'>,
  table: TableShape,
  key: string,
  write: ParsedWrite,
): Promise<Attempt> {
  const release = await new Promise<Release>((resolve) => locks.take(key, resolve));
  try {
    const before = items.peek(key) ?? (await items.read(key));
    refuse(throughput.refusal(table, 'write'));
    const attempt = attemptOf(throughput, table, key, write, before);
    const global = attempt.indexes.filter(({ index }) => index.global).map(({ index }) => index.name);
    refuse(throughput.refusal(table, 'write', global, true));
    throughput.spend(table, 'write', writeUnits(before, attempt.change.after, attempt.indexes));
    if (attempt.writes.length > 0) await items.commit({ changes: [attempt.change], writes: attempt.writes });
    return attempt;
  } finally {
    release();
  }
}

/** A failed condition costs as much as writing the present item (Developer Guide, "Write operations"). */
function attemptOf(
  throughput: Store['throughput'],
  table: TableShape,
  key: string,
  write: ParsedWrite,
  before: StoredItem | undefined,
): Attempt {
  try {
    return attemptWrite(table, key, write, before);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException')
      throughput.spend(table, 'write', writeUnits(before, undefined, []));
    throw error;
  }
}

function refuse(error: AwsError | undefined): void {
  if (error) throw error;
}
