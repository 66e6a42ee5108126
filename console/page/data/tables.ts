import type { DescribeTableOutput, KeySchemaElement, TableDescription } from '@aws-sdk/client-dynamodb';
import { callJson } from './aws.ts';
import type { Wire } from './wire.ts';

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

/** An attribute of a key; `type` is S, N or B. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: string;
}

/** The key of a table or of one of its indexes. */
export interface Schema {
  readonly partition: KeyAttribute;
  readonly sort: KeyAttribute | undefined;
  /** Whether it can be read consistently: a global index cannot. */
  readonly consistent: boolean;
}

/** The names of a table's indexes. */
export function indexesOf({ GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: TableFacts): string[] {
  return [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap(({ IndexName }) => IndexName ?? []);
}

/** The key of an index, or of the table if `index` is empty or unknown. */
export function schemaOf(table: TableFacts, index: string): Schema {
  const named = ({ IndexName }: { IndexName?: string }) => IndexName === index;
  const global = table.GlobalSecondaryIndexes?.find(named);
  const { KeySchema } = global ?? table.LocalSecondaryIndexes?.find(named) ?? table;
  const attribute = (kind: KeySchemaElement['KeyType']) => {
    const name = KeySchema?.find(({ KeyType }) => KeyType === kind)?.AttributeName;
    const type = table.AttributeDefinitions?.find((one) => one.AttributeName === name)?.AttributeType;
    return name === undefined ? undefined : { name, type: type ?? 'S' };
  };
  return {
    partition: attribute('HASH') ?? { name: '', type: 'S' },
    sort: attribute('RANGE'),
    consistent: global === undefined,
  };
}
