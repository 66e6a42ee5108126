import type { PersonRecord } from './person-record.ts';

/**
 * The result of an attempt to store a person.
 * - `stored`: the record and its guard were created.
 * - `exists`: the person's guard existed; nothing was written.
 * - `contended`: nothing was written, and a retry may succeed: another transaction held one of the items, capacity ran out, or (with 192
 * random bits: never) the credential existed.
 */
export type InsertOutcome = 'stored' | 'exists' | 'contended';

/** What storing a person needs of the table. */
export interface PersonWriter {
  /** Writes the record and its guard together or not at all, and only if neither exists. */
  insertPerson(record: PersonRecord): Promise<InsertOutcome>;
  /** Whether the person's guard exists, read consistently: they have a credential, or have ended theirs. */
  hasGuard(userPoolId: string, username: string): Promise<boolean>;
}

/** What the authorizer needs of an item. Any of it may be missing: people with tools write to the table too, and it holds guard items. */
export interface StoredIdentity {
  username?: string;
  email?: string;
  sub?: string;
  active?: boolean;
  /** From this time on it opens nothing; '' if the item's end is not text. */
  expiresAt?: string;
  /** The stored hour of its last use. */
  lastUsedAt?: string;
}

/** What the authorizer needs of the table. */
export interface IdentityReader {
  /** Returns the item with exactly this key, read consistently; `undefined` if there is none. */
  findIdentity(key: string): Promise<StoredIdentity | undefined>;
}

/** Stores the hour in which a credential was last used. */
export interface UseNoter {
  /** Writes the hour, as its first moment, unless the same or a later one is stored, or the item is gone. */
  noteUse(key: string, hour: string): Promise<void>;
}
