import type {
  AttributeDefinition,
  Index,
  KeyElement,
  OnDemandThroughput,
  Throughput,
} from '../table-description.ts';

/** What CreateTable is asked for, as far as its parts must fit each other. */
export interface Definition {
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: Throughput;
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
}
