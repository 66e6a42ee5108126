import { callJson } from './aws.ts';
import { filterExpression } from './filter-expression.ts';
import type { Item, Value } from './item.ts';
import type { ReadPage } from './pages.ts';
import { schemaOf, type TableFacts } from './tables.ts';

/** Which items are asked for. Empty texts ask for nothing. */
export interface ItemQuery {
  /** The name of an index; empty for the table itself. */
  readonly index: string;
  /** The partition key, whole: a Query. Empty: a Scan. */
  readonly key: string;
  /** How the sort key compares with `sort`: only with a partition key. */
  readonly compares: string;
  readonly sort: string;
  /** As a person writes it: filter-expression.ts. */
  readonly filter: string;
}

/** How the sort key of a Query may compare with a value, and what DynamoDB calls it. */
export const COMPARISONS: Readonly<Record<string, string>> = {
  '=': 'is',
  begins: 'begins with',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};

/** A page without a filter has so many items at most. */
const PAGE = 100;
/** How often it asks on, of up to 1 MB each, while a filter lets nothing through. */
const TRIES = 20;

/** One page of a table or an index. With a filter it reads on until something fits, but not for ever: it may be empty and have a next. */
export async function readItems(
  table: TableFacts,
  query: ItemQuery,
  from: Item | undefined,
): Promise<ReadPage<Item, Item>> {
  let next = from;
  for (let tries = 1; ; tries += 1) {
    const page = await callJson<{ Items?: Item[]; LastEvaluatedKey?: Item }>(
      'dynamodb',
      query.key === '' ? 'Scan' : 'Query',
      { ...inputOf(table, query), ...(next && { ExclusiveStartKey: next }) },
    );
    next = page.LastEvaluatedKey;
    const rows = page.Items ?? [];
    if (rows.length > 0 || !next || tries >= TRIES) return { rows, next };
  }
}

function inputOf(table: TableFacts, { index, key, compares, sort, filter }: ItemQuery): object {
  const { partition, sort: sortKey, consistent } = schemaOf(table, index);
  const asked = key !== '';
  const sorted = asked && sortKey && sort !== '';
  const { text, names, values } = filterExpression(filter);
  const allNames = {
    ...names,
    ...(asked && { '#key': partition.name }),
    ...(sorted && { '#sort': sortKey.name }),
  };
  const allValues = {
    ...values,
    ...(asked && { ':key': { [partition.type]: key } }),
    ...(sorted && { ':sort': { [sortKey.type]: sort } }),
  };
  const sortCondition =
    compares === 'begins' ? 'begins_with(#sort, :sort)' : `#sort ${compares || '='} :sort`;
  return {
    TableName: table.TableName,
    ConsistentRead: consistent,
    ...(index && { IndexName: index }),
    ...(asked && { KeyConditionExpression: sorted ? `#key = :key AND ${sortCondition}` : '#key = :key' }),
    ...(filter.trim() === '' ? { Limit: PAGE } : { FilterExpression: text }),
    ...(Object.keys(allNames).length > 0 && { ExpressionAttributeNames: allNames }),
    ...(Object.keys(allValues).length > 0 && { ExpressionAttributeValues: allValues }),
  };
}

/** A value in a few words, for a cell of a table. */
export function shortValue(value: Value | undefined): string {
  if (!value) return '';
  const [[type, content] = ['', '']] = Object.entries(value);
  if (type === 'S' || type === 'N') return String(content);
  if (type === 'NULL') return 'null';
  return typeof content === 'object' ? JSON.stringify(content) : String(content);
}
