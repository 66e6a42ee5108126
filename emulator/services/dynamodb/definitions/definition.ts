import type {
  AttributeDefinition,
  Index,
  KeyElement,
  OnDemandThroughput,
  Throughput,
} from '../table-description.ts';

/** The parts of a CreateTable request that must fit together. */
export interface Definition {
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: Throughput;
  readonly OnDemandThroughput?: OnDemandThroughput;
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
}
