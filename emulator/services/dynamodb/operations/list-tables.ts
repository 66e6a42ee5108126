import type { Operation } from '../../../edge/operation.ts';
import { checked } from '../rules/checked.ts';
import { listTablesShape } from '../rules/table-shapes.ts';
import type { Tables } from '../tables.ts';

/** ListTables: up to 100 names at a time, in order. */
export function listTables(tables: Tables): Operation<object, object> {
  return {
    honours: { ExclusiveStartTableName: true, Limit: true } as Operation<object, object>['honours'],
    async run(input) {
      const { ExclusiveStartTableName = '', Limit = 100 } = checked<{
        ExclusiveStartTableName?: string;
        Limit?: number;
      }>(listTablesShape, input);
      const rest = tables.records.names().filter((name) => name > ExclusiveStartTableName);
      const TableNames = rest.slice(0, Limit);
      return {
        TableNames,
        ...(rest.length > Limit && { LastEvaluatedTableName: TableNames.at(-1) }),
      };
    },
  };
}
