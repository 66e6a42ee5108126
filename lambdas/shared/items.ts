import type { AttributeValue } from './packages.ts';

export type Item = Record<string, AttributeValue>;

/** What an item of this table may hold. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Cancellation reasons that a later try may not meet (API reference, TransactWriteItems). */
const PASSING_REASONS = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

/** Whether a transaction cancelled for this reason may succeed later. */
export function isPassing(reason: string | undefined): boolean {
  return PASSING_REASONS.has(reason ?? '');
}

/** Makes an item of these values, without those that are `undefined`. */
export function itemOf(values: Values): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    item[name] = typeof value === 'boolean' ? { BOOL: value } : { S: value };
  }
  return item;
}

/** Makes a `Key` of this table. */
export function keyOfItem(key: string): Item {
  return { authentication: { S: key } };
}

/** A put that overwrites nothing. */
export function putIfAbsent(table: string, values: Values) {
  return {
    TableName: table,
    Item: itemOf(values),
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': 'authentication' },
  };
}
