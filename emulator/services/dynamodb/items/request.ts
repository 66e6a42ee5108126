import type { LegacyCondition } from '../expressions/legacy-condition.ts';
import type { LegacyUpdate } from '../expressions/update.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';

/** The names and values of a request's expressions. */
export interface Bound {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

/** What a request wants to see of items. */
export interface Projecting extends Bound {
  readonly ProjectionExpression?: string;
  readonly AttributesToGet?: readonly string[];
}

interface Counted {
  readonly TableName: string;
  readonly ReturnConsumedCapacity?: string;
}

export interface GetRequest extends Projecting, Counted {
  readonly Key: Item;
  readonly ConsistentRead?: boolean;
}

/** What all writes of one item can have. */
export interface WriteRequest extends Bound, Counted {
  readonly ConditionExpression?: string;
  readonly Expected?: Readonly<Record<string, LegacyCondition>>;
  readonly ConditionalOperator?: string;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

export interface PutRequest extends WriteRequest {
  readonly Item: Item;
}

export interface DeleteRequest extends WriteRequest {
  readonly Key: Item;
}

export interface UpdateRequest extends WriteRequest {
  readonly Key: Item;
  readonly UpdateExpression?: string;
  readonly AttributeUpdates?: Readonly<Record<string, LegacyUpdate>>;
}

/** What Query and Scan share. */
export interface PageRequest extends Projecting, Counted {
  readonly IndexName?: string;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: Item;
  readonly FilterExpression?: string;
  readonly ConditionalOperator?: string;
}

export interface QueryRequest extends PageRequest {
  readonly KeyConditionExpression?: string;
  readonly KeyConditions?: Readonly<Record<string, LegacyCondition>>;
  readonly QueryFilter?: Readonly<Record<string, LegacyCondition>>;
  readonly ScanIndexForward?: boolean;
}

export interface ScanRequest extends PageRequest {
  readonly ScanFilter?: Readonly<Record<string, LegacyCondition>>;
  readonly Segment?: number;
  readonly TotalSegments?: number;
}
