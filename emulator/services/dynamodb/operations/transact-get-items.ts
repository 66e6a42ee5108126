import type { Item } from 'dynalite/db/index.js';
import type { Operation } from '../../../edge/operation.ts';
import { conditionKeys } from '../condition-keys.ts';
import { tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { addressesOf } from '../transaction/addresses.ts';
import { cancelled, NONE } from '../transaction/cancelled.ts';
import { consumedBy } from '../transaction/consumed-capacity.ts';
import { CONFLICT } from '../transaction/ongoing.ts';
import { transactGetRules } from '../transaction/transaction-rules.ts';

const ENCLOSING = { 'dynamodb:EnclosingOperation': 'TransactGetItems' };

interface Get {
  TableName: string;
  Key: Item;
}

/** TransactGetItems: up to 100 items as they were at one moment. Cancelled when one of them is being written. */
export function transactGetItems(tables: Tables): Operation<object, object> {
  return {
    honours: {
      ReturnConsumedCapacity: true,
      TransactItems: {
        Get: { TableName: true, Key: true, ProjectionExpression: true, ExpressionAttributeNames: true },
      },
    } as Operation<object, object>['honours'],
    // Each action needs its own permission; there is none for the whole.
    resource: () => [],
    async run(input, call) {
      const { TransactItems, ReturnConsumedCapacity } = tables.check(transactGetRules, input);
      const gets = (TransactItems as { Get: Get }[]).map(({ Get }) => Get);
      for (const get of gets) {
        const keys = { ...conditionKeys(tables, 'GetItem', get), ...ENCLOSING };
        call.authorize('dynamodb:GetItem', tableArn(call, get.TableName), keys);
      }
      const items = addressesOf(
        tables,
        gets.map(({ TableName, Key }) => ({ table: TableName, key: Key })),
      );
      const reasons = items.map((item) =>
        tables.locks.isHeld(item) ? { Code: 'TransactionConflict', Message: CONFLICT } : NONE,
      );
      if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
      const snapshot = tables.level.snapshot();
      try {
        const answers = await Promise.all(
          gets.map((get) =>
            tables.act(
              'GetItem',
              { ...get, ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' },
              { snapshot },
            ),
          ),
        );
        return {
          Responses: answers.map(({ Item }) => ({ Item })),
          ConsumedCapacity: consumedBy(answers, ReturnConsumedCapacity, 'ReadCapacityUnits'),
        };
      } finally {
        await snapshot.close();
      }
    },
  };
}
