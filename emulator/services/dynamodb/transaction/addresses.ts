import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../edge/aws-error.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { emptiness } from '../items/check-keys.ts';
import type { TableShape } from '../table-shape.ts';
import type { Tables } from '../tables.ts';
import { attribute, type Item } from '../values/attribute-value.ts';
import { cancelled, NONE } from './cancelled.ts';

/** One action of a transaction: its table, and the item or key that says which item it is about. */
export interface Target {
  readonly table: string;
  readonly keyed: Item;
  /** The item's place in the store. Throws AwsError `ValidationException` for what does not fit the table. */
  place(table: TableShape): string;
}

/** Where an action's item lies. */
export interface Address {
  readonly table: TableShape;
  readonly key: string;
}

/**
 * The places of a transaction's items, in the order of its actions. In AWS's order of errors: an unknown table, an empty key (a plain
 * error), keys that do not fit their table (the transaction is cancelled), and a duplicate item.
 */
export function addressesOf(tables: Pick<Tables, 'shape'>, targets: readonly Target[]): Address[] {
  const shapes = targets.map(({ table }) => tables.shape(table));
  for (const [index, { keyed }] of targets.entries()) refuseEmptyKey(shapes[index], keyed);
  const reasons: CancellationReason[] = [];
  const addresses: Address[] = [];
  for (const [index, target] of targets.entries()) {
    const table = shapes[index];
    if (!table) continue;
    try {
      addresses.push({ table, key: target.place(table) });
      reasons.push(NONE);
    } catch (error) {
      if (!(error instanceof AwsError) || isPlain(error)) throw error;
      reasons.push({ Code: 'ValidationError', Message: error.message });
    }
  }
  if (addresses.length < targets.length) throw cancelled(reasons);
  if (new Set(addresses.map(({ key }) => key)).size < addresses.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
  return addresses;
}

/** An empty value for an index's key rejects the whole request, and is no reason of its action. */
export function isPlain({ message }: AwsError): boolean {
  return message.startsWith('One or more parameter values are not valid.');
}

function refuseEmptyKey(table: TableShape | undefined, keyed: Item): void {
  for (const { name } of table?.keys ?? []) {
    const empty = emptiness(attribute(keyed, name) ?? {});
    if (empty)
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty} value. Key: ${name}`,
      );
  }
}
