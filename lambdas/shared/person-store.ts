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
  /** Whether the person's guard is there, read consistently: they have a credential, or have ended theirs. */
  hasGuard(userPoolId: string, username: string): Promise<boolean>;
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
  /** From this moment on it opens nothing; '' when the item holds an end that is no text. */
  expiresAt?: string;
  /** The hour of its last use that was noted. */
  lastUsedAt?: string;
}

/** What the authorizer needs of the table. */
export interface IdentityReader {
  /** The item with exactly this key, read consistently; `undefined` when there is none. */
  findIdentity(key: string): Promise<StoredIdentity | undefined>;
}

/** What keeps the hour in which a credential was last used. */
export interface UseNoter {
  /** Writes the hour, as its first moment, unless the same or a later one is there, or the item is gone. */
  noteUse(key: string, hour: string): Promise<void>;
}
