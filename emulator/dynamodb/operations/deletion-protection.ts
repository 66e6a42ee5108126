import type { Table } from 'dynalite/db/index.js';
import { promised, type Tables } from '../tables.ts';

/** Turns a table's deletion protection on or off, in the record that dynalite keeps of it. */
export async function setDeletionProtection({ store }: Tables, name: string, on: boolean): Promise<Table> {
  return promised((callback) =>
    store.tableDb.lock(name, (release) => {
      const done = release(callback);
      store.getTable(name, false, (error, table) => {
        if (error || !table) return done(error);
        const changed = { ...table, DeletionProtectionEnabled: on };
        store.tableDb.put(name, changed, (failure) => done(failure, changed));
      });
    }),
  );
}
