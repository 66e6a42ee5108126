import { parseBasicCredential } from '../shared/credential.ts';
import type { KeyOf } from '../shared/credential-key.ts';
import type { IdentityReader } from '../shared/person-store.ts';

/** A person whom the gate accepts, as the origin sees them. */
export interface Identity {
  username: string;
  email?: string;
  sub?: string;
}

/**
 * Why the gate rejects a request. The client is not told.
 * - `no-credential`: no `Authorization` header. - `ambiguous`: more than one.
 * - `malformed`: another scheme, or a token that was never minted; nothing was looked up.
 * - `unknown`: no such credential. - `inactive`: deactivated. - `superseded`: a rotation replaced it, and its grace is over.
 * - `not-a-person`: the item is not a person, but for example a guard.
 */
export type Refusal =
  | 'no-credential'
  | 'ambiguous'
  | 'malformed'
  | 'unknown'
  | 'inactive'
  | 'superseded'
  | 'not-a-person';

/** A use of a credential that the table does not show yet. */
export interface Use {
  /** The partition key of the credential's item. */
  key: string;
  /** The hour, as its first moment. */
  hour: string;
}

/** The decision about one request. `username` is known for an inactive person and for an old credential, for the log. */
export type Verdict =
  | { allowed: true; identity: Identity; unnoted: Use | undefined }
  | { allowed: false; refusal: Refusal; username?: string };

/** What {@link judge} works with. */
export interface JudgeDeps {
  store: IdentityReader;
  keyOf: KeyOf;
  clock: () => Date;
}

/**
 * Decides whether the values of a request's `Authorization` header open the gate. Asks the store only about a well-formed token. Accepts
 * only an active person with a credential that has not ended. @throws whatever the store throws: an outage is no rejection.
 */
export async function judge(
  { store, keyOf, clock }: JudgeDeps,
  authorization: readonly string[],
): Promise<Verdict> {
  const [header, ...others] = authorization;
  if (header === undefined) return { allowed: false, refusal: 'no-credential' };
  if (others.length > 0) return { allowed: false, refusal: 'ambiguous' };
  const credential = parseBasicCredential(header);
  if (credential === undefined) return { allowed: false, refusal: 'malformed' };

  const key = keyOf(credential);
  const found = await store.findIdentity(key);
  if (found === undefined) return { allowed: false, refusal: 'unknown' };
  const { username, email, sub, active, expiresAt, lastUsedAt } = found;
  if (username === undefined || username === '' || active === undefined) {
    return { allowed: false, refusal: 'not-a-person' };
  }
  if (active !== true) return { allowed: false, refusal: 'inactive', username };
  const now = clock();
  // An invalid end compares as false: the credential has ended.
  if (expiresAt !== undefined && !(now.getTime() < Date.parse(expiresAt)))
    return { allowed: false, refusal: 'superseded', username };
  const hour = `${now.toISOString().slice(0, 13)}:00:00.000Z`;
  const unnoted = lastUsedAt !== undefined && lastUsedAt >= hour ? undefined : { key, hour };
  return { allowed: true, identity: { username, email, sub }, unnoted };
}
