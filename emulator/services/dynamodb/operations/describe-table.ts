import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { checked } from '../rules/checked.ts';
import { describeTableShape } from '../rules/table-shapes.ts';
import type { TableRecord } from '../storage/table-records.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Index, Table } from '../table-description.ts';
import type { Tables } from '../tables.ts';

/** DescribeTable, in whatever state the table is. */
export function describeTable(tables: Tables): Operation<object, object> {
  return {
    honours: { TableName: true } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const { TableName } = checked<{ TableName: string }>(describeTableShape, input);
      return { Table: withWarmThroughput(tables.sizes.shownOn(recordOf(tables, TableName).description)) };
    },
  };
}

/** What a table on demand takes at once from its first minute on (Developer Guide, "DynamoDB on-demand capacity mode"). */
const ON_DEMAND = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 };

/** The description with what the table and its global indexes take at once, which DescribeTable alone tells. */
function withWarmThroughput(table: Table): Table {
  const { GlobalSecondaryIndexes, TableStatus } = table;
  const warm = ({
    WarmThroughput,
    ProvisionedThroughput,
  }: Pick<Index, 'WarmThroughput' | 'ProvisionedThroughput'>) => ({
    ...(ProvisionedThroughput?.ReadCapacityUnits
      ? {
          ReadUnitsPerSecond: ProvisionedThroughput.ReadCapacityUnits,
          WriteUnitsPerSecond: ProvisionedThroughput.WriteCapacityUnits,
        }
      : ON_DEMAND),
    ...WarmThroughput,
    Status: TableStatus === 'CREATING' ? 'UPDATING' : 'ACTIVE',
  });
  return {
    ...table,
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
        ...index,
        WarmThroughput: warm(index),
      })),
    }),
    WarmThroughput: warm(table),
  };
}

/** What is kept of a table in any state. Throws AwsError `ResourceNotFoundException`. */
export function recordOf({ records }: Pick<Tables, 'records'>, name: string): TableRecord {
  const record = records.get(name);
  if (record) return record;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
}
