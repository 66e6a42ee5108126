import { NO_THROUGHPUT } from '../operations/throughput.ts';
import type { Index, Table } from '../table-description.ts';
import type { Definition } from './definition.ts';

/** A definition with the table's own name, once it was checked. */
export interface NamedDefinition extends Definition {
  readonly TableName: string;
  readonly DeletionProtectionEnabled?: boolean;
  readonly TableClass?: string;
}

/** A new table as DescribeTable shows it while it is created; `seconds` is the time, in epoch seconds. */
export function descriptionOf(
  request: NamedDefinition,
  { arn, id, seconds }: { arn: string; id: string; seconds: number },
): Table {
  const { LocalSecondaryIndexes, GlobalSecondaryIndexes, BillingMode, OnDemandThroughput } = request;
  return {
    AttributeDefinitions: request.AttributeDefinitions,
    TableName: request.TableName,
    KeySchema: request.KeySchema,
    TableStatus: 'CREATING',
    CreationDateTime: seconds,
    ProvisionedThroughput: { ...NO_THROUGHPUT, ...request.ProvisionedThroughput },
    TableSizeBytes: 0,
    ItemCount: 0,
    TableArn: arn,
    TableId: id,
    ...(BillingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: seconds },
    }),
    ...(OnDemandThroughput && Object.keys(OnDemandThroughput).length > 0 && { OnDemandThroughput }),
    ...(LocalSecondaryIndexes && {
      LocalSecondaryIndexes: LocalSecondaryIndexes.map((index) => ({ ...index, ...emptyIndex(arn, index) })),
    }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => globalIndex(arn, index)),
    }),
    DeletionProtectionEnabled: request.DeletionProtectionEnabled ?? false,
  };
}

/** A global index as a table's description shows it while it is created. */
export function globalIndex(arn: string, index: Index): Index {
  return {
    ...index,
    IndexStatus: 'CREATING',
    ProvisionedThroughput: { ...NO_THROUGHPUT, ...index.ProvisionedThroughput },
    ...emptyIndex(arn, index),
  };
}

function emptyIndex(arn: string, { IndexName }: Index): Partial<Index> {
  return { IndexSizeBytes: 0, ItemCount: 0, IndexArn: `${arn}/index/${IndexName}` };
}
