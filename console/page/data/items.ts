import type { AttributeValue, DescribeTableOutput, TableDescription } from '@aws-sdk/client-dynamodb';
import { callJson } from './aws.ts';
import type { Wire } from './wire.ts';

/** A value as DynamoDB's JSON has it. */
export type Value = Wire<AttributeValue>;
export type Item = Readonly<Record<string, Value>>;
export type TableFacts = Wire<TableDescription>;

export async function listTables(): Promise<readonly string[]> {
  const all: string[] = [];
  let start: string | undefined;
  do {
    const page: { TableNames?: string[]; LastEvaluatedTableName?: string } = await callJson(
      'dynamodb',
      'ListTables',
      start ? { ExclusiveStartTableName: start } : {},
    );
    all.push(...(page.TableNames ?? []));
    start = page.LastEvaluatedTableName;
  } while (start !== undefined);
  return all;
}

export async function describeTable(TableName: string): Promise<TableFacts> {
  const { Table } = await callJson<Wire<DescribeTableOutput>>('dynamodb', 'DescribeTable', { TableName });
  return Table ?? {};
}

export interface ItemPage {
  readonly items: readonly Item[];
  readonly next: Item | undefined;
}

const PAGE = 100;

/** One page of a table: the items with that partition key, or all if it is empty. */
export async function readItems(table: TableFacts, key: string, next?: Item): Promise<ItemPage> {
  const { TableName = '' } = table;
  const { name, type } = partitionKey(table);
  const asked = key !== '';
  const { Items = [], LastEvaluatedKey } = await callJson<{ Items?: Item[]; LastEvaluatedKey?: Item }>(
    'dynamodb',
    asked ? 'Query' : 'Scan',
    {
      TableName,
      Limit: PAGE,
      ConsistentRead: true,
      ...(asked && {
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': name },
        ExpressionAttributeValues: { ':key': { [type]: key } },
      }),
      ...(next && { ExclusiveStartKey: next }),
    },
  );
  return { items: Items, next: LastEvaluatedKey };
}

export function partitionKey({ KeySchema = [], AttributeDefinitions = [] }: TableFacts): {
  name: string;
  type: string;
} {
  const name = KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  const type = AttributeDefinitions.find((one) => one.AttributeName === name)?.AttributeType ?? 'S';
  return { name, type };
}

/** The key attributes of an item. */
function keyOf({ KeySchema = [] }: TableFacts, item: Item): Item {
  return Object.fromEntries(
    KeySchema.flatMap(({ AttributeName = '' }) => {
      const value = item[AttributeName];
      return value ? [[AttributeName, value]] : [];
    }),
  );
}

/** Writes an item if it still is as it was read; otherwise Refused with ConditionalCheckFailedException. */
export async function replaceItem(table: TableFacts, before: Item, after: Item): Promise<void> {
  const names = Object.keys({ ...before, ...after });
  const conditions = names.map((name, index) =>
    name in before ? `#n${index} = :v${index}` : `attribute_not_exists(#n${index})`,
  );
  await callJson('dynamodb', 'PutItem', {
    TableName: table.TableName,
    Item: after,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.flatMap((name, index) => (name in before ? [[`:v${index}`, before[name]]] : [])),
    ),
  });
}

export async function removeItem(table: TableFacts, item: Item): Promise<void> {
  await callJson('dynamodb', 'DeleteItem', { TableName: table.TableName, Key: keyOf(table, item) });
}

/** A value in a few words, for a cell of a table. */
export function shortValue(value: Value | undefined): string {
  if (!value) return '';
  const [[type, content] = ['', '']] = Object.entries(value);
  if (type === 'S' || type === 'N') return String(content);
  if (type === 'NULL') return 'null';
  return typeof content === 'object' ? JSON.stringify(content) : String(content);
}
