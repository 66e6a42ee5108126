/** What is used of dynalite's modules, which bring no types of their own. */
declare module 'dynalite/db/index.js' {
  import type { Stream } from 'node:stream';

  export type Item = Record<string, Record<string, unknown>>;

  export interface KeyElement {
    AttributeName: string;
    KeyType: string;
  }

  export interface Throughput {
    ReadCapacityUnits: number;
    WriteCapacityUnits: number;
    NumberOfDecreasesToday?: number;
    LastIncreaseDateTime?: number;
    LastDecreaseDateTime?: number;
  }

  export interface Index {
    IndexName: string;
    KeySchema: KeyElement[];
    Projection: { ProjectionType?: string; NonKeyAttributes?: string[] };
    IndexArn?: string;
    IndexStatus?: string;
    IndexSizeBytes?: number;
    ItemCount?: number;
    ProvisionedThroughput?: Throughput;
  }

  /** A table's description, as DescribeTable gives it. */
  export interface Table {
    TableName: string;
    TableId: string;
    TableArn: string;
    TableStatus: string;
    KeySchema: KeyElement[];
    AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
    CreationDateTime: number;
    ProvisionedThroughput: Throughput;
    BillingModeSummary?: { BillingMode: string; LastUpdateToPayPerRequestDateTime?: number };
    LocalSecondaryIndexes?: Index[];
    GlobalSecondaryIndexes?: Index[];
    DeletionProtectionEnabled: boolean;
    TableSizeBytes: number;
    ItemCount: number;
    StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: string };
    LatestStreamArn?: string;
    LatestStreamLabel?: string;
  }

  /** An error that is an answer: `body` goes on the wire. */
  export interface Failure extends Error {
    statusCode?: number;
    body?: { __type: string; message?: string; Message?: string };
  }

  export type Callback<T> = (error: Failure | null | undefined, result?: T) => void;

  export interface Range {
    gt?: string;
    gte?: string;
    lt?: string;
    lte?: string;
    reverse?: boolean;
    limit?: number;
  }

  export interface SubDb {
    get(key: string, callback: Callback<Item>): void;
    put(key: string, value: unknown, callback: Callback<void>): void;
    del(key: string, callback: Callback<void>): void;
    /** Runs `task` when nobody else holds the key; `release` wraps what is to be called at the end. */
    lock(key: string, task: (release: <F>(done: F) => F) => void): void;
    createValueStream(range: Range): Stream;
  }

  /** What the actions on items use of dynalite's store. The engine's own stands in its place. */
  export interface Store {
    readonly options: { readonly maxItemSize: number };
    getItemDb(table: string): SubDb;
    getIndexDb(type: string, table: string, index: string): SubDb;
    getTable(name: string, checkStatus: boolean, callback: Callback<Table>): void;
    getTable(name: string, callback: Callback<Table>): void;
  }

  const db: {
    createKey(item: Item, table: Table): string;
    validateUpdates(legacy: unknown, updates: unknown, table: Table): Failure | undefined;
    /** What lies at the paths, in an item of its own. */
    mapPaths(paths: readonly unknown[], item: Item): object;
    /** Visits each key attribute of each index; what a visit returns ends it. */
    traverseIndexes<T>(table: Table, visit: (name: string, type: string, index: Index) => T): T | undefined;
    updateIndexes(
      store: Store,
      table: Table,
      before: Item | null,
      after: Item | null,
      callback: Callback<void>,
    ): void;
    validateKey(key: Item, table: Table): Failure | undefined;
    validateItem(item: Item, table: Table): Failure | undefined;
    itemSize(item: Item): number;
    getIndexActions(
      indexes: readonly Index[],
      existing: Item | null,
      item: Item | null,
      table: Table,
    ): { puts: { index: string; key: string; item: Item }[] };
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes(data: object, types: object): Record<string, unknown>;
    checkValidations(data: object, types: object, custom: unknown, store: object): void;
  };
  export default validations;
}

declare module 'dynalite/validations/*.js' {
  const validation: {
    types: Record<string, unknown>;
    /** Returns AWS's sentence about what is wrong, and leaves the parsed expressions in `data`. */
    custom?: (data: Record<string, unknown>, store: object) => string | undefined;
  };
  export default validation;
}

declare module 'dynalite/actions/*.js' {
  import type { Callback, Store } from 'dynalite/db/index.js';

  const action: (store: Store, data: Record<string, unknown>, callback: Callback<object>) => void;
  export default action;
}
