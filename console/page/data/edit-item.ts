import { callJson } from './aws.ts';
import { Refused } from './engine.ts';
import type { Item } from './item.ts';
import { schemaOf, type TableFacts } from './tables.ts';

/** A whole item as it is now, by one that has at least its key. Throws Refused if it is gone. */
export async function readItem(table: TableFacts, known: Item): Promise<Item> {
  const { Item } = await callJson<{ Item?: Item }>('dynamodb', 'GetItem', {
    TableName: table.TableName,
    Key: keyOf(table, known),
    ConsistentRead: true,
  });
  if (!Item) throw new Refused('Gone', 'The item has been deleted since the list was read.', 0);
  return Item;
}

/** Writes an item if it still is as it was read. Throws Refused with ConditionalCheckFailedException otherwise. */
export async function replaceItem(table: TableFacts, before: Item, after: Item): Promise<void> {
  await callJson('dynamodb', 'PutItem', {
    TableName: table.TableName,
    Item: after,
    ...unchanged(before, after),
  }).catch(explain);
}

/** Deletes an item if it still is as it was read. Throws as replaceItem does. */
export async function removeItem(table: TableFacts, item: Item): Promise<void> {
  await callJson('dynamodb', 'DeleteItem', {
    TableName: table.TableName,
    Key: keyOf(table, item),
    ...unchanged(item, {}),
  }).catch(explain);
}

/** The condition that every attribute has its old value, and that new ones are not there. */
function unchanged(before: Item, after: Item): object {
  const names = Object.keys({ ...before, ...after });
  const conditions = names.map((name, index) =>
    name in before ? `#n${index} = :v${index}` : `attribute_not_exists(#n${index})`,
  );
  return {
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.flatMap((name, index) => (name in before ? [[`:v${index}`, before[name]]] : [])),
    ),
  };
}

function explain(error: unknown): never {
  if (error instanceof Refused && error.code === 'ConditionalCheckFailedException')
    throw new Refused(
      error.code,
      `${error.message}: the item is no longer as it was read here. Nothing was written. Open it again to see what it is now.`,
      error.status,
    );
  throw error;
}

/** The key attributes of an item. */
function keyOf(table: TableFacts, item: Item): Item {
  const { partition, sort } = schemaOf(table, '');
  return Object.fromEntries(
    [partition.name, sort?.name].flatMap((name) => {
      const value = name === undefined ? undefined : item[name];
      return name !== undefined && value ? [[name, value]] : [];
    }),
  );
}
