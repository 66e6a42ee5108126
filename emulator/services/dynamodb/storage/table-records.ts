import type { Table } from '../table-description.ts';
import { type Level, prefixes, rangeOf } from './level.ts';

/** What is kept of a table besides its items. */
export interface TableRecord {
  readonly description: Table;
  /** The description after the present state, if that changes more than its status. */
  readonly becomes?: Table;
  readonly tags: Readonly<Record<string, string>>;
  /** The attribute that says when an item expires, where one does. */
  readonly timeToLive?: { readonly attribute: string };
}

/** The tables by name: read from memory, and written through to the store. */
export interface TableRecords {
  get(name: string): TableRecord | undefined;
  /** In the order of their UTF-8 bytes, as ListTables gives them. */
  names(): string[];
  save(record: TableRecord): Promise<void>;
  remove(name: string): Promise<void>;
  /** Forgets all, when the store was emptied. */
  forget(): void;
}

/** Reads the tables that the store holds. */
export async function loadTableRecords(level: Level): Promise<TableRecords> {
  const records = new Map<string, TableRecord>();
  for await (const value of level.values(rangeOf(prefixes.tables))) {
    const record: TableRecord = JSON.parse(value);
    records.set(record.description.TableName, record);
  }
  return {
    get: (name) => records.get(name),
    names: () => [...records.keys()].sort(),
    async save(record) {
      const name = record.description.TableName;
      records.set(name, record);
      await level.put(`${prefixes.tables}${name}`, JSON.stringify(record));
    },
    async remove(name) {
      records.delete(name);
      await level.del(`${prefixes.tables}${name}`);
    },
    forget: () => records.clear(),
  };
}
