/** What is used of dynalite's modules, which bring no types of their own. */
declare module 'dynalite/db/index.js' {
  export type Item = Record<string, Record<string, unknown>>;

  export interface Table {
    TableName: string;
    TableArn: string;
    TableStatus: string;
    DeletionProtectionEnabled?: boolean;
    [field: string]: unknown;
  }

  /** An error that is an answer: `body` goes on the wire. */
  export interface Failure extends Error {
    statusCode?: number;
    body?: { __type: string; message?: string; Message?: string };
  }

  export type Callback<T> = (error: Failure | null | undefined, result?: T) => void;

  export interface SubDb {
    get(key: string, callback: Callback<Item>): void;
    put(key: string, value: unknown, callback: Callback<void>): void;
    del(key: string, callback: Callback<void>): void;
    batch(operations: readonly object[], callback: Callback<void>): void;
    /** Runs `task` when nobody else holds the key; `release` wraps what is to be called at the end. */
    lock(key: string, task: (release: <F>(done: F) => F) => void): void;
  }

  export interface Store {
    readonly options: Options;
    readonly db: {
      open(): Promise<void>;
      clear(): Promise<void>;
      batch(operations: readonly object[], callback: Callback<void>): void;
      close(callback: Callback<void>): void;
    };
    readonly tableDb: SubDb & { awsAccountId: string; awsRegion: string };
    getItemDb(table: string): SubDb;
    getIndexDb(type: string, table: string, index: string): SubDb;
    getTable(name: string, checkStatus: boolean, callback: Callback<Table>): void;
    getTable(name: string, callback: Callback<Table>): void;
    [member: string]: unknown;
  }

  export interface Options {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  const db: {
    create(options: Options): Store;
    createKey(item: Item, table: Table): string;
    validateKey(key: Item, table: Table): Failure | undefined;
    validateItem(item: Item, table: Table): Failure | undefined;
    itemSize(item: Item): number;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  const validations: {
    checkTypes(data: object, types: object): Record<string, unknown>;
    checkValidations(data: object, types: object, custom: unknown, store: Store): void;
  };
  export default validations;
}

declare module 'dynalite/validations/*.js' {
  const validation: { types: Record<string, unknown>; custom?: unknown };
  export default validation;
}

declare module 'dynalite/actions/*.js' {
  import type { Callback, Store } from 'dynalite/db/index.js';

  const action: (store: Store, data: Record<string, unknown>, callback: Callback<object>) => void;
  export default action;
}
