import { namingOf } from '../pool/naming.ts';
import { addPerson, removePerson, replaceAttributes } from './people.ts';
import type { Person, Session, Verifier } from './person.ts';
import { poolOf } from './pool-mutations.ts';
import type { CognitoState } from './state.ts';

interface Whom {
  poolId: string;
  /** People are named by `sub`, which never changes. */
  sub: string;
}

/**
 * How many sign-ins of one person can be refreshed at once; the oldest go first. AWS names no such limit, but there a sign-in costs no memory
 * of the developer's: without it, a client that signs in again and again would fill the state for 30 days.
 */
const SESSIONS_OF_A_PERSON = 1_000;

/** The person of a mutation; a missing one is a bug of the caller. */
export function personOf(state: CognitoState, { poolId, sub }: Whom): Person {
  const person = poolOf(state, poolId).people.bySub.get(sub);
  if (!person) throw new Error(`There is no user ${sub} in the pool ${poolId} to change.`);
  return person;
}

/** Changes of people, their passwords and their sign-ins. */
export const personMutations = {
  addPerson(
    state: CognitoState,
    args: Whom &
      Pick<Person, 'username' | 'attributes' | 'status' | 'verifier' | 'temporaryUntil'> & { at: number },
  ): void {
    const pool = poolOf(state, args.poolId);
    addPerson(pool.people, namingOf(pool.settings), {
      sequence: pool.people.nextSequence,
      username: args.username,
      sub: args.sub,
      attributes: args.attributes,
      status: args.status,
      enabled: true,
      createdAt: args.at,
      modifiedAt: args.at,
      ...(args.verifier && { verifier: args.verifier }),
      ...(args.temporaryUntil !== undefined && { temporaryUntil: args.temporaryUntil }),
      codes: {},
      attempts: {},
      groups: [],
      sessions: new Map(),
    });
    pool.people.nextSequence += 1;
  },
  deletePerson(state: CognitoState, whom: Whom): void {
    const pool = poolOf(state, whom.poolId);
    removePerson(pool.people, namingOf(pool.settings), personOf(state, whom));
  },
  /** Changes status, switch and dates; keeps what is left out. */
  changePerson(
    state: CognitoState,
    { changes, at, ...whom }: Whom & { at: number; changes: Partial<Pick<Person, 'status' | 'enabled'>> },
  ): void {
    Object.assign(personOf(state, whom), changes, { modifiedAt: at });
  },
  setAttributes(
    state: CognitoState,
    { attributes, at, ...whom }: Whom & { at: number; attributes: Record<string, string> },
  ): void {
    const pool = poolOf(state, whom.poolId);
    const person = personOf(state, whom);
    replaceAttributes(pool.people, namingOf(pool.settings), person, attributes);
    person.modifiedAt = at;
  },
  /** Sets the password and the resulting status; a permanent one has no `temporaryUntil`. */
  setPassword(
    state: CognitoState,
    args: Whom & { verifier: Verifier; temporaryUntil?: number; status: Person['status']; at: number },
  ): void {
    const person = personOf(state, args);
    person.verifier = args.verifier;
    if (args.temporaryUntil === undefined) delete person.temporaryUntil;
    else person.temporaryUntil = args.temporaryUntil;
    person.status = args.status;
    person.modifiedAt = args.at;
    delete person.failedSignIns;
  },
  noteFailedSignIn(state: CognitoState, args: Whom & { count: number; lockedUntil: number }): void {
    personOf(state, args).failedSignIns = { count: args.count, lockedUntil: args.lockedUntil };
  },
  /** Stores a new sign-in, and forgets wrong passwords, expired sign-ins, and the oldest of too many. */
  openSession(state: CognitoState, args: Whom & { id: string; session: Session; at: number }): void {
    const person = personOf(state, args);
    delete person.failedSignIns;
    for (const [id, session] of person.sessions) {
      // The oldest come first: stop at the first that is still valid.
      if (session.expiresAt > args.at && person.sessions.size < SESSIONS_OF_A_PERSON) break;
      person.sessions.delete(id);
    }
    person.sessions.set(args.id, args.session);
  },
  rotateSession(
    state: CognitoState,
    args: Whom & { id: string; tokenHash: string; previousUntil: number },
  ): void {
    const session = personOf(state, args).sessions.get(args.id);
    if (!session) return;
    session.previous = { tokenHash: session.tokenHash, until: args.previousUntil };
    session.tokenHash = args.tokenHash;
  },
  closeSession(state: CognitoState, args: Whom & { id: string }): void {
    personOf(state, args).sessions.delete(args.id);
  },
  signOutEverywhere(state: CognitoState, args: Whom & { at: number }): void {
    const person = personOf(state, args);
    person.sessions.clear();
    person.signedOutAt = args.at;
  },
};
