import { mintCredential, type RandomBytes } from './credential.ts';
import type { KeyOf } from './credential-key.ts';
import type { Person } from './person-record.ts';
import type { PersonWriter } from './person-store.ts';

/** Tries, the first included, before it gives up on contention. Cognito delivers an event at most three times. */
const MAX_ATTEMPTS = 5;

/** Longest pause after the first contended try, in milliseconds; it doubles with each: 750 ms in all. */
const FIRST_PAUSE_MS = 50;

/** What {@link storePerson} works with. */
export interface StorePersonDeps {
  store: PersonWriter;
  clock: () => Date;
  random: RandomBytes;
  keyOf: KeyOf;
  /** Waits for so many milliseconds; a timer by default. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** `stored`: a credential was minted now. `already-stored`: the person had one and keeps it, or ended theirs. */
export type StorePersonOutcome = 'stored' | 'already-stored';

/**
 * Mints and stores a credential for a person, unless they have one: exactly one for each person, however often and concurrently this is
 * called. It does not return the credential: people with access read it from a plain table, and the person gets their own by a rotation.
 *
 * It retries contention with another delivery of the same event a few times, within about 0.75 s and well inside Cognito's 5 s, each time
 * with a new credential. If contention lasts, the other delivery decides: if the person's guard exists by then, that is success.
 *
 * @throws Error if contention lasts and the person has no credential; anything the store throws.
 */
export async function storePerson(deps: StorePersonDeps, person: Person): Promise<StorePersonOutcome> {
  const pause = deps.pause ?? waitFor;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await pause(jitteredPause(deps.random, attempt));
    const outcome = await deps.store.insertPerson({
      ...person,
      authentication: deps.keyOf(mintCredential(person.username, deps.random)),
      active: true,
      createdAt: deps.clock().toISOString(),
    });
    if (outcome === 'stored') return 'stored';
    if (outcome === 'exists') return 'already-stored';
  }
  if (await deps.store.hasGuard(person.userPoolId, person.username)) return 'already-stored';
  throw new Error(`The person could not be stored: the table was contended in ${MAX_ATTEMPTS} tries.`);
}

/** Between half and the whole of the pause, so that two deliveries do not collide again. */
function jitteredPause(random: RandomBytes, attempt: number): number {
  const longest = FIRST_PAUSE_MS * 2 ** (attempt - 1);
  const fraction = (random(1)[0] ?? 0) / 255;
  return Math.round(longest * (0.5 + fraction / 2));
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
