import db, { type Item } from 'dynalite/db/index.js';
import { AwsError } from '../../edge/aws-error.ts';
import type { Operation } from '../../edge/operation.ts';
import { tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { withLocks } from '../transaction/with-locks.ts';

/** TransactGetItems: up to 100 items as they were at one moment. */
export function transactGetItems(tables: Tables): Operation<object, object> {
  return {
    honours: {
      ReturnConsumedCapacity: ['NONE'],
      TransactItems: {
        Get: { TableName: true, Key: true, ProjectionExpression: true, ExpressionAttributeNames: true },
      },
    } as Operation<object, object>['honours'],
    resource: () => [],
    async run(input, call) {
      const { TransactItems = [] } = input as { TransactItems?: { Get?: Record<string, unknown> }[] };
      if (TransactItems.length < 1 || TransactItems.length > 100) {
        const rule = TransactItems.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 100';
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value '${JSON.stringify(TransactItems)}' at 'transactItems' failed to satisfy constraint: Member must have length ${rule}`,
        );
      }
      const gets = TransactItems.map(({ Get }) => Get ?? {});
      for (const get of gets) call.authorize('dynamodb:GetItem', tableArn(call, String(get['TableName'])));
      const addresses = await Promise.all(
        gets.map(async (get) => {
          tables.check('GetItem', get);
          const table = await tables.table(String(get['TableName']));
          const invalid = db.validateKey(get['Key'] as Item, table);
          if (invalid) throw new AwsError('ValidationException', invalid.body?.message ?? '');
          return { table: table.TableName, key: db.createKey(get['Key'] as Item, table) };
        }),
      );
      if (new Set(addresses.map(({ table, key }) => `${table}~${key}`)).size < addresses.length) {
        throw new AwsError(
          'ValidationException',
          'Transaction request cannot include multiple operations on one item',
        );
      }
      const Responses = await withLocks(tables.store, addresses, () =>
        Promise.all(gets.map((get) => tables.run('GetItem', get))),
      );
      return { Responses };
    },
  };
}
