import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { checked } from '../rules/checked.ts';
import { deleteTableShape } from '../rules/table-shapes.ts';
import type { TableRecord } from '../storage/table-records.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Table } from '../table-description.ts';
import type { Tables } from '../tables.ts';
import { recordOf } from './describe-table.ts';

/** DeleteTable: answers DELETING. A table that is being created, or is protected, stays. */
export function deleteTable(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName } = checked<{ TableName: string }>(deleteTableShape, input);
      const record = recordOf(tables, TableName);
      const { TableStatus, DeletionProtectionEnabled } = record.description;
      if (TableStatus === 'CREATING') {
        throw new AwsError(
          'ResourceInUseException',
          `Attempt to change a resource which is still in use: Table is being created: ${TableName}`,
        );
      }
      if (DeletionProtectionEnabled) {
        throw new AwsError(
          'ValidationException',
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        );
      }
      await tables.log.close(record.description.TableId);
      return { TableDescription: leftOf(await entered(tables, record)) };
    },
  };
}

/** The description in its state, with the size that it had. */
async function entered({ sizes, states }: Tables, record: TableRecord): Promise<Table> {
  const { TableSizeBytes, ItemCount } = sizes.shownOn(record.description);
  return { ...(await states.enter(record, 'DELETING')), TableSizeBytes, ItemCount };
}

/** What AWS still shows of a table that is being deleted: not its keys, indexes and creation time. */
function leftOf(table: Table): Partial<Table> {
  const {
    AttributeDefinitions: _,
    KeySchema: __,
    CreationDateTime: ___,
    LocalSecondaryIndexes: ____,
    ...left
  } = table;
  return left;
}
