import { parseBasicCredential } from '../shared/credential.ts';
import type { IdentityReader } from '../shared/person-store.ts';

/** Whom the gate lets through, as the origin is told. */
export interface Identity {
  username: string;
  email?: string;
  sub?: string;
}

/**
 * Why the gate stays shut. The client is told none of it.
 * - `no-credential`: no `Authorization` header. - `ambiguous`: more than one.
 * - `malformed`: another scheme, or no token that could have been minted. Nothing was looked up.
 * - `unknown`: no such credential. - `inactive`: it was switched off.
 * - `not-a-person`: the item has not a person's shape, as a guard has not.
 */
export type Refusal = 'no-credential' | 'ambiguous' | 'malformed' | 'unknown' | 'inactive' | 'not-a-person';

/** The decision about one request. `username` is known of an inactive person, for the log. */
export type Verdict =
  | { allowed: true; identity: Identity }
  | { allowed: false; refusal: Refusal; username?: string };

/**
 * Decides whether the values of a request's `Authorization` header open the gate. The store is asked only for a
 * token of the right form, and only a person who is active is let through.
 * @throws whatever the store throws: an outage is not a refusal.
 */
export async function judge(store: IdentityReader, authorization: readonly string[]): Promise<Verdict> {
  const [header, ...others] = authorization;
  if (header === undefined) return { allowed: false, refusal: 'no-credential' };
  if (others.length > 0) return { allowed: false, refusal: 'ambiguous' };
  const credential = parseBasicCredential(header);
  if (credential === undefined) return { allowed: false, refusal: 'malformed' };

  const found = await store.findIdentity(credential);
  if (found === undefined) return { allowed: false, refusal: 'unknown' };
  const { username, email, sub, active } = found;
  if (username === undefined || username === '' || active === undefined) {
    return { allowed: false, refusal: 'not-a-person' };
  }
  if (active !== true) return { allowed: false, refusal: 'inactive', username };
  return { allowed: true, identity: { username, email, sub } };
}
