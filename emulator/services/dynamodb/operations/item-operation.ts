import type { Item } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Honoured, Operation } from '../../../edge/operation.ts';
import { type DynaliteOperation, dynaliteOperations } from '../dynalite-operations.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { CONFLICT } from '../transaction/ongoing.ts';

/** An operation that reads, as dynalite answers it. */
export function readOperation(operation: DynaliteOperation, tables: Tables): Operation<object, object> {
  const { rules } = dynaliteOperations[operation];
  return {
    honours: honouredBy(rules.types),
    resource: resourcesOf,
    async run(input) {
      return tables.act(operation, tables.check(rules, input));
    },
  };
}

/** BatchWriteItem. Its writes wait for transactions, where AWS hands them back as unprocessed. */
export function batchWriteItem(tables: Tables): Operation<object, object> {
  const { rules } = dynaliteOperations.BatchWriteItem;
  return {
    honours: { ...honouredBy(rules.types), ...NO_METRICS },
    resource: resourcesOf,
    async run(input) {
      return tables.act('BatchWriteItem', tables.check(rules, input));
    },
  };
}

/**
 * An operation that writes one item. When its condition does not hold, the item that made it fail is shown if that was asked
 * for. It is refused while a transaction is about its item.
 */
export function writeOperation(
  operation: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  tables: Tables,
): Operation<object, object> {
  const { custom, types } = dynaliteOperations[operation].rules;
  const rules = { custom, types: { ...types, ReturnValuesOnConditionCheckFailure: FAILURE_VALUES } };
  return {
    honours: { ...honouredBy(rules.types), ...NO_METRICS },
    resource: resourcesOf,
    async run(input) {
      const data = tables.check(rules, input);
      let found: Item | undefined;
      try {
        return await tables.act(operation, data, {
          refuse: (item) =>
            tables.ongoing.has(item) ? new AwsError('TransactionConflictException', CONFLICT) : undefined,
          onRead: (item) => {
            found = item;
          },
        });
      } catch (error) {
        const shown = data['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' && found;
        if (shown && error instanceof AwsError && error.code === 'ConditionalCheckFailedException') {
          throw new AwsError(error.code, error.message, { members: { Item: shown }, cause: error });
        }
        throw error;
      }
    },
  };
}

/** The rule of `ReturnValuesOnConditionCheckFailure`, in dynalite's form. */
export const FAILURE_VALUES = { type: 'String', enum: ['ALL_OLD', 'NONE'] };

/** dynalite takes a wish for metrics, and does nothing about it. */
const NO_METRICS: Record<string, Honoured> = { ReturnItemCollectionMetrics: ['NONE'] };

function honouredBy(types: object): Record<string, Honoured> {
  return Object.fromEntries(Object.keys(types).map((name) => [name, true]));
}
