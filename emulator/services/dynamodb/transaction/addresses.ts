import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import db, { type Failure, type Item, type Table } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import { prefixes } from '../storage/level.ts';
import type { Tables } from '../tables.ts';
import { cancelled, NONE } from './cancelled.ts';

/** One action of a transaction: its table, and the item or key that says which item it is about. */
export interface Target {
  table: string;
  /** A whole item, for a put. */
  item?: Item;
  key?: Item;
}

/**
 * The full keys of the items that a transaction is about, in the order of its actions. In the order in which AWS finds fault:
 * a table that is not there, an empty key (a plain error), keys that do not fit their table (the transaction is cancelled), and
 * an item that is named twice.
 */
export function addressesOf(tables: Pick<Tables, 'table'>, targets: readonly Target[]): string[] {
  const found = targets.map((target) => ({ ...target, table: tables.table(target.table) }));
  for (const { table, item, key } of found) refuseEmptyKey(table, item ?? key ?? {});
  const reasons = found.map(({ table, item, key }): CancellationReason => {
    const invalid: Failure | undefined = item
      ? db.validateItem(item, table)
      : db.validateKey(key ?? {}, table);
    return invalid ? { Code: 'ValidationError', Message: invalid.body?.message } : NONE;
  });
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  const addresses = found.map(
    ({ table, item, key }) => prefixes.items(table.TableId) + db.createKey(item ?? key ?? {}, table),
  );
  if (new Set(addresses).size < addresses.length) {
    throw new AwsError(
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    );
  }
  return addresses;
}

function refuseEmptyKey(table: Table, values: Item): void {
  for (const { AttributeName } of table.KeySchema) {
    const { S, B } = values[AttributeName] ?? {};
    if (S !== '' && B !== '') continue;
    throw new AwsError(
      'ValidationException',
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${S === '' ? 'string' : 'binary'} value. Key: ${AttributeName}`,
    );
  }
}
