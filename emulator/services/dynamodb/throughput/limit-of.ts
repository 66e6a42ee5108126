import type { OnDemandThroughput, Table, Throughput } from '../table-description.ts';

export type Kind = 'read' | 'write';

/** How many units a table or a global index has in a second, and by which setting. */
export interface Limit {
  readonly perSecond: number;
  readonly onDemand: boolean;
  /** The ARN of the table or index. */
  readonly resource: string;
}

interface Limited {
  readonly ProvisionedThroughput?: Throughput;
  readonly OnDemandThroughput?: OnDemandThroughput;
}

/** The limit of a table or of one of its global indexes; undefined when it has none, as by default on demand. */
export function limitOf(table: Table, kind: Kind, index: string | undefined): Limit | undefined {
  const onDemand = table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
  const limited: Limited | undefined =
    index === undefined ? table : table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index);
  const perSecond = limited && (onDemand ? mostOf(limited, kind) : capacityOf(limited, kind));
  if (perSecond === undefined || perSecond < 1) return undefined;
  const resource = index === undefined ? table.TableArn : `${table.TableArn}/index/${index}`;
  return { perSecond, onDemand, resource };
}

function mostOf({ OnDemandThroughput: most }: Limited, kind: Kind): number | undefined {
  return kind === 'read' ? most?.MaxReadRequestUnits : most?.MaxWriteRequestUnits;
}

function capacityOf({ ProvisionedThroughput: capacity }: Limited, kind: Kind): number | undefined {
  return kind === 'read' ? capacity?.ReadCapacityUnits : capacity?.WriteCapacityUnits;
}
