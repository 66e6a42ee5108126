import {
  attributes,
  flag,
  listOf,
  needed,
  oneOf,
  type Shape,
  structure,
  text,
  textOf,
  value,
} from './shape.ts';

const NAME = '[a-zA-Z0-9_.-]+';

const tableNames = { atLeast: 1, atMost: 255, pattern: NAME, table: true } as const;
const tableName = textOf({ needed: true, ...tableNames });
export const indexName = textOf({ pattern: NAME, atLeast: 3, atMost: 255 });

const consumedCapacity = oneOf('INDEXES', 'TOTAL', 'NONE');
const collectionMetrics = oneOf('SIZE', 'NONE');
const returnValues = oneOf('ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW');
const onFailure = oneOf('ALL_OLD', 'NONE');
const names: Shape = { type: 'Map', name: 'java.lang.String', of: text };
const attributesToGet = listOf(text, { atLeast: 1, atMost: 255 });
const conditionalOperator = oneOf('OR', 'AND');
const comparison = oneOf(
  'IN',
  'NULL',
  'BETWEEN',
  'LT',
  'NOT_CONTAINS',
  'EQ',
  'GT',
  'NOT_NULL',
  'NE',
  'LE',
  'BEGINS_WITH',
  'GE',
  'CONTAINS',
);

const conditions: Shape = {
  type: 'Map',
  name: 'Condition',
  of: structure('Condition', { AttributeValueList: listOf(value), ComparisonOperator: needed(comparison) }),
};

const expected: Shape = {
  type: 'Map',
  name: 'ExpectedAttributeValue',
  of: structure('ExpectedAttributeValue', {
    AttributeValueList: listOf(value),
    ComparisonOperator: comparison,
    Exists: flag,
    Value: value,
  }),
};

const updates: Shape = {
  type: 'Map',
  name: 'AttributeValueUpdate',
  of: structure('AttributeValueUpdate', { Action: text, Value: value }),
};

const bindings = { ExpressionAttributeValues: attributes(), ExpressionAttributeNames: names };
const ownCondition = {
  ConditionExpression: text,
  ...bindings,
  ReturnValuesOnConditionCheckFailure: onFailure,
};

export const getItemShape = structure('GetItemInput', {
  ReturnConsumedCapacity: consumedCapacity,
  AttributesToGet: attributesToGet,
  TableName: tableName,
  Key: attributes({ needed: true }),
  ConsistentRead: flag,
  ProjectionExpression: text,
  ExpressionAttributeNames: names,
});

export const putItemShape = structure('PutItemInput', {
  ReturnConsumedCapacity: consumedCapacity,
  TableName: tableName,
  Item: attributes({ needed: true }),
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: collectionMetrics,
  ...ownCondition,
});

export const deleteItemShape = structure('DeleteItemInput', {
  ReturnConsumedCapacity: consumedCapacity,
  TableName: tableName,
  Key: attributes({ needed: true }),
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  ReturnValues: returnValues,
  ReturnItemCollectionMetrics: collectionMetrics,
  ...ownCondition,
});

export const updateItemShape = structure('UpdateItemInput', {
  ReturnConsumedCapacity: consumedCapacity,
  TableName: tableName,
  ReturnItemCollectionMetrics: collectionMetrics,
  ReturnValues: returnValues,
  Key: attributes({ needed: true }),
  ConditionalOperator: conditionalOperator,
  Expected: expected,
  AttributeUpdates: updates,
  UpdateExpression: text,
  ...ownCondition,
});

const select = oneOf('SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES');

export const queryShape = structure('QueryInput', {
  Select: select,
  IndexName: indexName,
  ReturnConsumedCapacity: consumedCapacity,
  QueryFilter: conditions,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  AttributesToGet: attributesToGet,
  // Its limit has words of its own.
  Limit: { type: 'Integer' },
  KeyConditions: conditions,
  ExclusiveStartKey: attributes(),
  ConsistentRead: flag,
  ScanIndexForward: flag,
  KeyConditionExpression: text,
  FilterExpression: text,
  ProjectionExpression: text,
  ...bindings,
});

export const scanShape = structure('ScanInput', {
  Select: select,
  IndexName: indexName,
  TotalSegments: { type: 'Integer', atLeast: 1 },
  ReturnConsumedCapacity: consumedCapacity,
  TableName: tableName,
  ConditionalOperator: conditionalOperator,
  ScanFilter: conditions,
  Segment: { type: 'Integer', atLeast: 0 },
  Limit: { type: 'Integer', atLeast: 1 },
  AttributesToGet: attributesToGet,
  ExclusiveStartKey: attributes(),
  ConsistentRead: flag,
  FilterExpression: text,
  ProjectionExpression: text,
  ...bindings,
});

export const batchGetItemShape = structure('BatchGetItemInput', {
  ReturnConsumedCapacity: consumedCapacity,
  RequestItems: {
    type: 'Map',
    name: 'KeysAndAttributes',
    needed: true,
    keys: tableNames,
    of: structure('KeysAndAttributes', {
      Keys: listOf(
        { type: 'Map', name: 'AttributeValue', of: value, parameterized: true },
        { needed: true, atLeast: 1 },
      ),
      AttributesToGet: attributesToGet,
      ConsistentRead: flag,
      ProjectionExpression: text,
      ExpressionAttributeNames: names,
    }),
  },
});

export const batchWriteItemShape = structure('BatchWriteItemInput', {
  ReturnConsumedCapacity: consumedCapacity,
  ReturnItemCollectionMetrics: collectionMetrics,
  RequestItems: {
    type: 'Map',
    name: 'java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>',
    needed: true,
    keys: tableNames,
    values: { atLeast: 1, atMost: 25 },
    of: {
      type: 'List',
      parameterized: true,
      of: structure('WriteRequest', {
        DeleteRequest: structure('DeleteRequest', { Key: attributes({ needed: true }) }),
        PutRequest: structure('PutRequest', { Item: attributes({ needed: true }) }),
      }),
    },
  },
});

const check = { TableName: tableName, Key: attributes({ needed: true }) };

export const transactWriteItemsShape = structure('TransactWriteItemsInput', {
  ClientRequestToken: textOf({ atLeast: 1, atMost: 36 }),
  ReturnConsumedCapacity: consumedCapacity,
  ReturnItemCollectionMetrics: collectionMetrics,
  TransactItems: listOf(
    structure('TransactWriteItem', {
      ConditionCheck: structure('ConditionCheck', {
        ...check,
        ...ownCondition,
        ConditionExpression: needed(text),
      }),
      Put: structure('Put', { TableName: tableName, Item: attributes({ needed: true }), ...ownCondition }),
      Delete: structure('Delete', { ...check, ...ownCondition }),
      Update: structure('Update', { ...check, ...ownCondition, UpdateExpression: needed(text) }),
    }),
    { needed: true, atLeast: 1, atMost: 100 },
  ),
});

export const transactGetItemsShape = structure('TransactGetItemsInput', {
  ReturnConsumedCapacity: consumedCapacity,
  TransactItems: listOf(
    structure('TransactGetItem', {
      Get: structure(
        'Get',
        { ...check, ProjectionExpression: text, ExpressionAttributeNames: names },
        { needed: true },
      ),
    }),
    { needed: true, atLeast: 1, atMost: 100 },
  ),
});
