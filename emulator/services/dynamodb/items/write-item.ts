import db, { type Callback, type Failure, type Store, type Table } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Condition, holds } from '../expressions/condition.ts';
import { fromLegacy, type LegacyCondition } from '../expressions/legacy-condition.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';

/** The parameters of a write that all writes have, as they were checked. */
export interface WriteRequest {
  readonly TableName: string;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly Expected?: Readonly<Record<string, LegacyCondition>>;
  readonly ConditionalOperator?: string;
  readonly _condition?: { readonly expression: Condition };
}

/** What one write does. */
export interface ItemWrite {
  /** The item or key that says which item is written. */
  readonly key: Item;
  /** What is wrong with the request for this table, before anything is read. */
  refuse(table: Table): Failure | undefined;
  /** The item after the write, undefined when there is none; and what the client is shown of it. */
  next(before: Item | undefined, table: Table): { after: Item | undefined; shown?: object | undefined };
}

/**
 * Writes one item: waits for it, checks the condition, changes it, its indexes and then the item. Fails with AwsError
 * `ConditionalCheckFailedException`, and with what `refuse` and `next` say.
 */
export function writeItem(
  store: Store,
  request: WriteRequest,
  write: ItemWrite,
  callback: Callback<object>,
): void {
  store.getTable(request.TableName, (error, table) => {
    const refusal = error ?? (table && write.refuse(table));
    if (refusal || !table) return callback(refusal);
    const items = store.getItemDb(request.TableName);
    const key = db.createKey(asStored(write.key), table);
    items.lock(key, (release) => {
      const done = release(callback);
      items.get(key, (failure, found) => {
        if (failure && failure.name !== 'NotFoundError') return done(failure);
        const before = found as Item | undefined;
        const outcome = attempt(() => {
          checkCondition(request, before ?? {});
          return write.next(before, table);
        });
        if (outcome instanceof Error) return done(outcome);
        const { after, shown } = outcome;
        const answer = {
          ...(shown && { Attributes: shown }),
          ConsumedCapacity: consumed(request, before, after),
        };
        db.updateIndexes(store, table, found ?? null, after ? asStored(after) : null, (broken) => {
          if (broken) return done(broken);
          const written: Callback<void> = (trouble) => (trouble ? done(trouble) : done(null, answer));
          if (after) items.put(key, after, written);
          else items.del(key, written);
        });
      });
    });
  });
}

/** dynalite's type of an item says less of its values. */
export function asStored(item: Item): Record<string, Record<string, unknown>> {
  return item as Record<string, Record<string, unknown>>;
}

function attempt<T>(step: () => T): T | Error {
  try {
    return step();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function checkCondition({ _condition, Expected, ConditionalOperator }: WriteRequest, item: Item): void {
  const condition = _condition?.expression ?? (Expected && fromLegacy(Expected, ConditionalOperator));
  if (!condition || holds(condition, item)) return;
  throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
}

/** Write units: one for each begun KB of the item before or after, whichever is larger (Developer Guide, "Capacity unit consumption"). */
function consumed({ ReturnConsumedCapacity: wish, TableName }: WriteRequest, ...items: (Item | undefined)[]) {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined;
  const CapacityUnits = Math.max(1, ...items.map((item) => Math.ceil(itemSize(item ?? {}) / 1024)));
  return { CapacityUnits, TableName, ...(wish === 'INDEXES' && { Table: { CapacityUnits } }) };
}
