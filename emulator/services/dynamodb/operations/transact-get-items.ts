import type { Operation } from '../../../edge/operation.ts';
import { conditionKeys } from '../condition-keys.ts';
import { itemReadUnits } from '../items/consumed-capacity.ts';
import { parseGet } from '../items/parsed-get.ts';
import type { GetRequest } from '../items/request.ts';
import { checked } from '../rules/checked.ts';
import { transactGetItemsShape } from '../rules/item-shapes.ts';
import { tableNameOf } from '../rules/table-name.ts';
import { tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { addressesOf } from '../transaction/addresses.ts';
import { cancelled, NONE } from '../transaction/cancelled.ts';
import { CONFLICT } from '../transaction/ongoing.ts';
import { transactCapacity } from '../transaction/transact-capacity.ts';
import { refuseThrottled, spendTwice } from '../transaction/transact-throughput.ts';

const ENCLOSING = { 'dynamodb:EnclosingOperation': 'TransactGetItems' };

interface Request {
  readonly TransactItems: readonly { readonly Get: GetRequest }[];
  readonly ReturnConsumedCapacity?: string;
}

/** TransactGetItems: up to 100 items at one moment. Cancelled if one of them is being written. */
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
      const request = checked<Request>(transactGetItemsShape, input);
      const requests = request.TransactItems.map(({ Get }) => ({
        ...Get,
        TableName: tableNameOf(Get.TableName),
      }));
      const gets = requests.map(parseGet);
      for (const get of requests) {
        const keys = { ...conditionKeys(tables, 'GetItem', get), ...ENCLOSING };
        call.authorize('dynamodb:GetItem', tableArn(call, get.TableName), keys);
      }
      const addresses = addressesOf(
        tables,
        gets.map((get) => ({ ...get, keyed: get.key })),
      );
      const reasons = addresses.map(({ key }) =>
        tables.locks.isHeld(key) ? { Code: 'TransactionConflict', Message: CONFLICT } : NONE,
      );
      if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
      refuseThrottled(tables, addresses, 'read');
      const found = await tables.items.readTogether(addresses.map(({ key }) => key));
      const units = found.map((stored) => ({ table: itemReadUnits(stored, true) }));
      spendTwice(tables, addresses, units, 'read');
      const capacity = transactCapacity(
        gets.map(({ table }, index) => ({ table, units: units[index] ?? { table: 0 } })),
        request.ReturnConsumedCapacity,
        'ReadCapacityUnits',
      );
      return {
        Responses: gets.map((get, index) => {
          const stored = found[index];
          return stored ? { Item: get.shown(stored) } : {};
        }),
        ...(capacity && { ConsumedCapacity: capacity }),
      };
    },
  };
}
