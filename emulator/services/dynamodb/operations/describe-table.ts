import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { tableRules } from '../dynalite-operations.ts';
import type { TableRecord } from '../storage/table-records.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';

/** DescribeTable, in whatever state the table is. */
export function describeTable(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName } = tables.check(tableRules.DescribeTable, input);
      return { Table: recordOf(tables, String(TableName)).description };
    },
  };
}

/** DescribeTimeToLive: no table has it, since UpdateTimeToLive is refused. */
export function describeTimeToLive(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName } = tables.check(tableRules.DescribeTimeToLive, input);
      recordOf(tables, String(TableName));
      return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
    },
  };
}

/** What is kept of a table in any state. Throws AwsError `ResourceNotFoundException`. */
export function recordOf({ records }: Pick<Tables, 'records'>, name: string): TableRecord {
  const record = records.get(name);
  if (record) return record;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
}
