import type { GuardRecord, PersonRecord } from './person-record.ts';

/** A person's items, as they were read. */
export interface Replacement {
  /** The guard as it was read, `undefined` when there was none. Nothing is written when it has changed since. */
  guard: GuardRecord | undefined;
  /** The person with their new credential. */
  next: PersonRecord;
  /** Until when the replaced credential counts; `undefined` ends it with the replacement. */
  olderUntil: string | undefined;
}

/**
 * How an attempt to change a person's credential ended.
 * - `done`: all of it was written. - `contended`: nothing was, since somebody else changed or holds the items; who reads them
 * again may succeed.
 */
export type ChangeOutcome = 'done' | 'contended';

/** What the life of a credential needs of the table. All reads are consistent. */
export interface CredentialStore {
  findGuard(userPoolId: string, username: string): Promise<GuardRecord | undefined>;
  /** The item under this key, when it has the shape of a person's. */
  findRecord(key: string): Promise<PersonRecord | undefined>;
  /**
   * Puts the new credential in the old one's place, in one transaction: the guard leads to the new one, the old one ends or is given
   * an end, and one that still counted from an earlier rotation goes. Not done when the old one is not active.
   */
  replace(change: Replacement): Promise<ChangeOutcome>;
  /** Removes the credential, and the one it replaced, in one transaction; the guard stays. Not done when it is not active. */
  end(guard: GuardRecord, endedAt: string): Promise<ChangeOutcome>;
}
