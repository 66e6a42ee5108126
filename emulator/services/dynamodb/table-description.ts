/** One attribute of a key. */
export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
  readonly NumberOfDecreasesToday?: number;
  readonly LastIncreaseDateTime?: number;
  readonly LastDecreaseDateTime?: number;
}

/** The most units that are paid for on demand; -1 takes a limit away. */
export interface OnDemandThroughput {
  readonly MaxReadRequestUnits?: number;
  readonly MaxWriteRequestUnits?: number;
}

/** What a table or index takes at once. */
export interface WarmThroughput {
  readonly ReadUnitsPerSecond: number;
  readonly WriteUnitsPerSecond: number;
  readonly Status?: string;
}

export interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

export interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
  readonly IndexArn?: string;
  readonly IndexStatus?: string;
  readonly IndexSizeBytes?: number;
  readonly ItemCount?: number;
  readonly ProvisionedThroughput?: Throughput;
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly WarmThroughput?: Partial<WarmThroughput>;
}

/** A table as DescribeTable gives it. */
export interface Table {
  readonly TableName: string;
  readonly TableId: string;
  readonly TableArn: string;
  readonly TableStatus: string;
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  /** In seconds since 1970. */
  readonly CreationDateTime: number;
  readonly ProvisionedThroughput: Throughput;
  readonly BillingModeSummary?: {
    readonly BillingMode: string;
    readonly LastUpdateToPayPerRequestDateTime?: number;
  };
  readonly TableClassSummary?: { readonly TableClass: string; readonly LastUpdateDateTime?: number };
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly WarmThroughput?: Partial<WarmThroughput>;
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType: string };
  readonly LatestStreamArn?: string;
  readonly LatestStreamLabel?: string;
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly DeletionProtectionEnabled: boolean;
  readonly TableSizeBytes: number;
  readonly ItemCount: number;
}
