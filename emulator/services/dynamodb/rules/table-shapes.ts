import { indexName } from './item-shapes.ts';
import { flag, listOf, needed, oneOf, type Shape, structure, text, textOf } from './shape.ts';

const NAME = '[a-zA-Z0-9_.-]+';
const newTableName = textOf({ pattern: NAME, atLeast: 3, atMost: 255 });
const existingTable = textOf({ pattern: NAME, atLeast: 3, atMost: 255 });

const units: Shape = { type: 'Long', needed: true, atLeast: 1 };
const throughput = structure('ProvisionedThroughput', {
  WriteCapacityUnits: units,
  ReadCapacityUnits: units,
});
const onDemand = structure('OnDemandThroughput', {
  MaxReadRequestUnits: { type: 'Long' },
  MaxWriteRequestUnits: { type: 'Long' },
});
const warm = structure('WarmThroughput', {
  ReadUnitsPerSecond: { type: 'Long', atLeast: 1 },
  WriteUnitsPerSecond: { type: 'Long', atLeast: 1 },
});

const definitions = listOf(
  structure('AttributeDefinition', {
    AttributeName: needed(text),
    AttributeType: needed(oneOf('B', 'N', 'S')),
  }),
);

function keySchema(most: number): Shape {
  return listOf(
    structure('KeySchemaElement', { AttributeName: needed(text), KeyType: needed(oneOf('HASH', 'RANGE')) }),
    { needed: true, atLeast: 1, atMost: most },
  );
}

const projection = structure(
  'Projection',
  {
    ProjectionType: oneOf('ALL', 'INCLUDE', 'KEYS_ONLY'),
    NonKeyAttributes: listOf(text, { atLeast: 1 }),
  },
  { needed: true },
);

const globalIndex = {
  IndexName: needed(indexName),
  // Up to four attributes of each kind since 2025.
  KeySchema: keySchema(8),
  Projection: projection,
  ProvisionedThroughput: throughput,
  OnDemandThroughput: onDemand,
  WarmThroughput: warm,
};

const tags = listOf(
  structure('Tag', {
    Key: textOf({ needed: true, atLeast: 1, atMost: 128 }),
    Value: textOf({ needed: true, atMost: 256 }),
  }),
);

const tableClass = oneOf('STANDARD', 'STANDARD_INFREQUENT_ACCESS');
const encryption = structure('SSESpecification', { Enabled: flag, SSEType: text, KMSMasterKeyId: text });
const stream = structure('StreamSpecification', {
  StreamEnabled: needed(flag),
  StreamViewType: oneOf('NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'),
});

export const createTableShape = structure('CreateTableInput', {
  AttributeDefinitions: needed(definitions),
  TableName: newTableName,
  BillingMode: oneOf('PROVISIONED', 'PAY_PER_REQUEST'),
  ProvisionedThroughput: throughput,
  KeySchema: keySchema(2),
  LocalSecondaryIndexes: listOf(
    structure('LocalSecondaryIndex', {
      IndexName: needed(indexName),
      KeySchema: keySchema(2),
      Projection: projection,
    }),
  ),
  GlobalSecondaryIndexes: listOf(structure('GlobalSecondaryIndex', globalIndex)),
  DeletionProtectionEnabled: flag,
  OnDemandThroughput: onDemand,
  WarmThroughput: warm,
  TableClass: tableClass,
  SSESpecification: encryption,
  StreamSpecification: stream,
  Tags: tags,
});

export const updateTableShape = structure('UpdateTableInput', {
  TableName: existingTable,
  ProvisionedThroughput: throughput,
  BillingMode: oneOf('PROVISIONED', 'PAY_PER_REQUEST'),
  GlobalSecondaryIndexUpdates: listOf(
    structure('GlobalSecondaryIndexUpdate', {
      Update: structure('UpdateGlobalSecondaryIndexAction', {
        IndexName: needed(indexName),
        ProvisionedThroughput: throughput,
        OnDemandThroughput: onDemand,
        WarmThroughput: warm,
      }),
      Create: structure('CreateGlobalSecondaryIndexAction', globalIndex),
      Delete: structure('DeleteGlobalSecondaryIndexAction', { IndexName: needed(indexName) }),
    }),
  ),
  AttributeDefinitions: definitions,
  DeletionProtectionEnabled: flag,
  OnDemandThroughput: onDemand,
  WarmThroughput: warm,
  TableClass: tableClass,
  StreamSpecification: stream,
});

export const deleteTableShape = structure('DeleteTableInput', { TableName: existingTable });
export const describeTableShape = structure('DescribeTableInput', { TableName: existingTable });
export const describeTimeToLiveShape = structure('DescribeTimeToLiveInput', { TableName: existingTable });
export const updateTimeToLiveShape = structure('UpdateTimeToLiveInput', {
  TableName: existingTable,
  TimeToLiveSpecification: structure(
    'TimeToLiveSpecification',
    { Enabled: needed(flag), AttributeName: textOf({ needed: true, atLeast: 1, atMost: 255 }) },
    { needed: true },
  ),
});

export const listTablesShape = structure('ListTablesInput', {
  Limit: { type: 'Integer', atLeast: 1, atMost: 100 },
  ExclusiveStartTableName: textOf({ pattern: NAME, atLeast: 3, atMost: 255 }),
});

export const tagResourceShape = structure('TagResourceInput', { ResourceArn: text, Tags: tags });
export const untagResourceShape = structure('UntagResourceInput', {
  ResourceArn: text,
  TagKeys: listOf(text),
});
export const listTagsOfResourceShape = structure('ListTagsOfResourceInput', { ResourceArn: text });
