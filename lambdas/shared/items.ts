import type { AttributeValue } from './packages.ts';

export type Item = Record<string, AttributeValue>;

/** What an item of this table may hold. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Cancellation reasons that a later try may not meet again (API reference, TransactWriteItems). */
const PASSING_REASONS = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

/** Whether a transaction that was cancelled for this reason may go through later. */
export function isPassing(reason: string | undefined): boolean {
  return PASSING_REASONS.has(reason ?? '');
}

/** An item of these values; those that are `undefined` are left out. */
export function itemOf(values: Values): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    item[name] = typeof value === 'boolean' ? { BOOL: value } : { S: value };
  }
  return item;
}

/** What a `Key` is in this table. */
export function keyOfItem(key: string): Item {
  return { authentication: { S: key } };
}

/** A put that writes nothing over what is there. */
export function putIfAbsent(table: string, values: Values) {
  return {
    TableName: table,
    Item: itemOf(values),
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': 'authentication' },
  };
}
