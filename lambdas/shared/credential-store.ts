import type { GuardRecord, PersonRecord } from './person-record.ts';

/** A person's items, as they were read. */
export interface Replacement {
  /** The guard as it was read; `undefined` if there was none. Nothing is written if it has changed since. */
  guard: GuardRecord | undefined;
  /** The person with their new credential. */
  next: PersonRecord;
  /** Until when the replaced credential stays valid; `undefined` ends it at once. */
  olderUntil: string | undefined;
}

/**
 * The result of an attempt to change a person's credential.
 * - `done`: everything was written. - `contended`: nothing was written, because somebody else changed or locked the items; read again and
 * retry.
 */
export type ChangeOutcome = 'done' | 'contended';

/** What changing credentials needs of the table. All reads are consistent. */
export interface CredentialStore {
  findGuard(userPoolId: string, username: string): Promise<GuardRecord | undefined>;
  /** Returns the item under this key, if it is a person's. */
  findRecord(key: string): Promise<PersonRecord | undefined>;
  /**
   * Puts the new credential in the old one's place, in one transaction: the guard points to the new one, the old one ends or gets an end
   * date, and an older one still in its grace goes. Fails if the old one is not active.
   */
  replace(change: Replacement): Promise<ChangeOutcome>;
  /** Removes the credential, and the one it replaced, in one transaction; the guard stays. Fails if it is not active. */
  end(guard: GuardRecord, endedAt: string): Promise<ChangeOutcome>;
}
