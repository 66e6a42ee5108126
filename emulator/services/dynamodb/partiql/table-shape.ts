import type { KeyAttribute, KeySchema } from '../expressions/key-condition.ts';

/** What statements want to know of a table, as DescribeTable says it. */
export interface StatementTable {
  readonly KeySchema?: readonly KeyElement[];
  readonly AttributeDefinitions?: readonly {
    readonly AttributeName?: string;
    readonly AttributeType?: string;
  }[];
  readonly GlobalSecondaryIndexes?: readonly StatementIndex[];
  readonly LocalSecondaryIndexes?: readonly StatementIndex[];
}

interface KeyElement {
  readonly AttributeName?: string;
  readonly KeyType?: string;
}

interface StatementIndex {
  readonly IndexName?: string;
  readonly KeySchema?: readonly KeyElement[];
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

/** What a statement can read: a table or one of its indexes. */
export interface Source extends KeySchema {
  /** Undefined for the table itself. */
  readonly index?: { readonly name: string; readonly global: boolean };
  /** The attributes that are there; undefined for all. */
  readonly projected?: ReadonlySet<string>;
}

/** The table itself. */
export function tableSource(table: StatementTable): Source {
  return keysOf(table.KeySchema ?? [], table);
}

/** One of the table's indexes, undefined when it has none of that name. */
export function indexSource(table: StatementTable, name: string): Source | undefined {
  const global = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === name);
  const index = global ?? table.LocalSecondaryIndexes?.find(({ IndexName }) => IndexName === name);
  if (!index) return undefined;
  const keys = keysOf(index.KeySchema ?? [], table);
  const own = keysOf(table.KeySchema ?? [], table);
  const projected = projectedBy(index.Projection, [...keys.hash, ...keys.range, ...own.hash, ...own.range]);
  return { ...keys, index: { name, global: global !== undefined }, ...(projected && { projected }) };
}

function projectedBy(projection: StatementIndex['Projection'], keys: readonly KeyAttribute[]) {
  if (projection?.ProjectionType === 'ALL') return undefined;
  return new Set([...keys.map(({ name }) => name), ...(projection?.NonKeyAttributes ?? [])]);
}

function keysOf(schema: readonly KeyElement[], { AttributeDefinitions = [] }: StatementTable): KeySchema {
  const attribute = ({ AttributeName: name = '' }: KeyElement): KeyAttribute => ({
    name,
    type: keyType(AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType),
  });
  return {
    hash: schema.filter(({ KeyType }) => KeyType === 'HASH').map(attribute),
    range: schema.filter(({ KeyType }) => KeyType === 'RANGE').map(attribute),
  };
}

function keyType(type: string | undefined): KeyAttribute['type'] {
  return type === 'N' || type === 'B' ? type : 'S';
}
