import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { checked } from '../rules/checked.ts';
import { describeTableShape } from '../rules/table-shapes.ts';
import type { TableRecord } from '../storage/table-records.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

/** DescribeTable, in whatever state the table is. */
export function describeTable(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName } = checked<{ TableName: string }>(describeTableShape, input);
      return { Table: recordOf(tables, TableName).description };
    },
  };
}

/** What is kept of a table in any state. Throws AwsError `ResourceNotFoundException`. */
export function recordOf({ records }: Pick<Tables, 'records'>, name: string): TableRecord {
  const record = records.get(name);
  if (record) return record;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
}
