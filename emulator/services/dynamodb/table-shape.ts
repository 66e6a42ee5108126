import type { KeyAttribute, KeySchema } from './expressions/key-condition.ts';
import { prefixes } from './storage/level.ts';
import type { Index, KeyElement, Table } from './table-description.ts';
import type { KeyType } from './values/order-key.ts';

/** What is ordered by a key: a table, or an index of one. */
export interface Ordered extends KeySchema {
  /** All attributes of the key, in their order. */
  readonly keys: readonly KeyAttribute[];
  /** What the keys of its items begin with in the store. */
  readonly prefix: string;
}

export interface IndexShape extends Ordered {
  readonly name: string;
  readonly global: boolean;
  /** The names that are copied into it; undefined for all. */
  readonly projected?: ReadonlySet<string>;
  /** It is being filled, and cannot be read yet. */
  readonly filling: boolean;
}

/** A table as reads and writes of items see it. */
export interface TableShape extends Ordered {
  readonly name: string;
  readonly id: string;
  readonly indexes: readonly IndexShape[];
  readonly description: Table;
}

const shapes = new WeakMap<Table, TableShape>();

/** The shape of a table; made once for each description. */
export function shapeOf(table: Table): TableShape {
  let shape = shapes.get(table);
  if (!shape) {
    shape = made(table);
    shapes.set(table, shape);
  }
  return shape;
}

function made(table: Table): TableShape {
  const { TableName: name, TableId: id } = table;
  const types = new Map(
    table.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [
      AttributeName,
      AttributeType as KeyType,
    ]),
  );
  const own = keysOf(table.KeySchema, types);
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = table;
  const indexes = [
    ...GlobalSecondaryIndexes.filter(({ IndexStatus }) => IndexStatus !== 'DELETING').map((index) => ({
      index,
      global: true,
    })),
    ...LocalSecondaryIndexes.map((index) => ({ index, global: false })),
  ].map(({ index, global }) => indexShape(id, index, global, types, own));
  return { ...own, name, id, prefix: prefixes.items(id), indexes, description: table };
}

function indexShape(
  id: string,
  index: Index,
  global: boolean,
  types: ReadonlyMap<string, KeyType>,
  table: Pick<Ordered, 'keys'>,
): IndexShape {
  const keys = keysOf(index.KeySchema, types);
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection;
  const named = [...keys.keys, ...table.keys].map(({ name }) => name);
  return {
    ...keys,
    name: index.IndexName,
    global,
    filling: index.IndexStatus === 'CREATING',
    prefix: prefixes.index(id, index.IndexName),
    ...(ProjectionType !== 'ALL' && { projected: new Set([...named, ...NonKeyAttributes]) }),
  };
}

function keysOf(schema: readonly KeyElement[], types: ReadonlyMap<string, KeyType>): Omit<Ordered, 'prefix'> {
  const keys = schema.map(({ AttributeName: name, KeyType: kind }) => ({
    attribute: { name, type: types.get(name) ?? 'S' } satisfies KeyAttribute,
    kind,
  }));
  const of = (wanted: string) => keys.filter(({ kind }) => kind === wanted).map(({ attribute }) => attribute);
  const [hash, range] = [of('HASH'), of('RANGE')];
  return { hash, range, keys: [...hash, ...range] };
}
