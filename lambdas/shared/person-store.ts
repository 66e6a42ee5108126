import type { PersonRecord } from './person-record.ts';

/**
 * How an attempt to store a person ended.
 * - `stored`: the record and its guard are there now, and were not before.
 * - `exists`: the person's guard was there already; nothing was written.
 * - `contended`: nothing was written, and trying again may succeed: another transaction held one of the items,
 *   capacity ran out, or (with 192 random bits: never) the credential was taken.
 */
export type InsertOutcome = 'stored' | 'exists' | 'contended';

/** What storing a person needs of the table. */
export interface PersonWriter {
  /** Writes the record and its guard together or not at all, and only when neither is there. */
  insertPerson(record: PersonRecord): Promise<InsertOutcome>;
  /** The key of the person's record, read consistently from their guard; `undefined` when they have none. */
  findCredential(userPoolId: string, username: string): Promise<string | undefined>;
}

/**
 * What the authorizer needs to know of an item. Any of it may be missing: the table is open to people with tools,
 * and it holds guard items too.
 */
export interface StoredIdentity {
  username?: string;
  email?: string;
  sub?: string;
  active?: boolean;
}

/** What the authorizer needs of the table. */
export interface IdentityReader {
  /** The item with exactly this credential as its key, read consistently; `undefined` when there is none. */
  findIdentity(credential: string): Promise<StoredIdentity | undefined>;
}
