import { AwsError } from '../../../edge/aws-error.ts';
import type { Call, Operation } from '../../../edge/operation.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { StatementTable } from './table-shape.ts';

/** The operations that statements are carried out by. */
export type ItemOperation =
  | 'GetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'TransactGetItems'
  | 'TransactWriteItems';

/** What statements are carried out on. */
export interface StatementEngine {
  readonly operations: Readonly<Record<ItemOperation, Operation<object, object>>>;
  /** A table that can be read and written; undefined when there is none. */
  table(name: string): StatementTable | undefined;
  /** Condition keys of policies about a table's tags. */
  tagKeys(name: string): Readonly<Record<string, string>>;
}

/** What an operation on items answers, as far as statements look at it. */
export interface Answer {
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly Attributes?: Item;
  readonly LastEvaluatedKey?: Item;
  readonly ConsumedCapacity?: unknown;
  readonly Responses?: readonly { readonly Item?: Item }[];
}

/** Carries out an operation for a call whose permission was asked for already. */
export async function perform(
  engine: StatementEngine,
  operation: ItemOperation,
  input: object,
  call: Call,
): Promise<Answer> {
  const permitted: Call = { ...call, authorize: () => undefined };
  return engine.operations[operation].run(input, permitted);
}

/** A table that a statement names. Throws AwsError `ResourceNotFoundException`. */
export function tableFor(engine: StatementEngine, name: string): StatementTable {
  const table = engine.table(name);
  if (table) return table;
  throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
}

/** One statement of a request, in the form that all three operations have. */
export interface StatementRequest {
  readonly Statement: string;
  readonly Parameters?: readonly AttributeValue[];
  readonly ConsistentRead?: boolean;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}
