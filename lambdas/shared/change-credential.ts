import { mintCredential, type RandomBytes } from './credential.ts';
import type { KeyOf } from './credential-key.ts';
import type { ChangeOutcome, CredentialStore } from './credential-store.ts';
import type { GuardRecord, Person, PersonRecord } from './person-record.ts';

/** Tries, the first included, before it gives up on contention. */
const MAX_ATTEMPTS = 8;

/** Longest pause after the first contended try, in milliseconds; it doubles with each, up to {@link LONGEST_PAUSE_MS}. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 200;

/** What changing a credential works with. */
export interface ChangeDeps {
  store: CredentialStore;
  clock: () => Date;
  random: RandomBytes;
  keyOf: KeyOf;
  /** Waits for so many milliseconds; a timer by default. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** Others kept changing the person's credential. The call that throws it changed nothing. */
export class ContendedError extends Error {
  override readonly name = 'ContendedError';
}

/** The result of a rotation. `credential` is a secret: returned once and never logged. */
export type Rotation =
  | { outcome: 'rotated'; credential: string; madeAt: string; olderUntil: string | undefined }
  | { outcome: 'inactive' };

/**
 * Makes a new credential for a person in place of the old one; afterwards only it is live, however many rotate at once. One that a
 * confirmation made ends, because nobody has seen it; one from an earlier rotation stays valid for `grace` seconds. A person without one
 * (ended, or a failed trigger) gets one. A deactivated person gets none.
 *
 * @throws ContendedError if others were faster in every try; anything the store throws, and then the outcome is unknown.
 */
export async function rotateCredential(deps: ChangeDeps, person: Person, grace: number): Promise<Rotation> {
  return untilDone(deps, person, async ({ guard, record }) => {
    if (record?.active === false) return { outcome: 'inactive' };
    const now = deps.clock();
    const credential = mintCredential(person.username, deps.random);
    const madeAt = now.toISOString();
    const shown = record !== undefined && guard?.rotatedAt !== undefined;
    const olderUntil = grace > 0 && shown ? new Date(now.getTime() + grace * 1000).toISOString() : undefined;
    const next = { ...person, authentication: deps.keyOf(credential), active: true, createdAt: madeAt };
    const change = await deps.store.replace({ guard, next, olderUntil });
    return change === 'done' ? { outcome: 'rotated', credential, madeAt, olderUntil } : change;
  });
}

/**
 * Ends a person's credential, and the one it replaced; they have none until they rotate. Succeeds without one. Does nothing for a
 * deactivated person, who would come back by it.
 *
 * @throws as {@link rotateCredential}.
 */
export async function endCredential(
  deps: ChangeDeps,
  person: Pick<Person, 'userPoolId' | 'username'>,
): Promise<'ended' | 'none' | 'inactive'> {
  return untilDone(deps, person, async ({ guard, record }) => {
    if (record?.active === false) return 'inactive';
    if (guard?.credential === undefined) return 'none';
    const change = await deps.store.end(guard, deps.clock().toISOString());
    return change === 'done' ? 'ended' : change;
  });
}

/** What was read of a person before a try. */
interface Read {
  guard: GuardRecord | undefined;
  /** The item that the guard points to, if it exists. */
  record: PersonRecord | undefined;
}

/** Reads and tries, again after a pause while others hold the items. Pauses are random, so that two do not collide again. */
async function untilDone<T>(
  deps: ChangeDeps,
  { userPoolId, username }: Pick<Person, 'userPoolId' | 'username'>,
  attempt: (read: Read) => Promise<T | Extract<ChangeOutcome, 'contended'>>,
): Promise<T> {
  const pause = deps.pause ?? waitFor;
  for (let tried = 0; tried < MAX_ATTEMPTS; tried += 1) {
    if (tried > 0) {
      const longest = Math.min(FIRST_PAUSE_MS * 2 ** (tried - 1), LONGEST_PAUSE_MS);
      await pause(Math.round(longest * (0.5 + (deps.random(1)[0] ?? 0) / 510)));
    }
    const guard = await deps.store.findGuard(userPoolId, username);
    const record =
      guard?.credential === undefined ? undefined : await deps.store.findRecord(guard.credential);
    const outcome = await attempt({ guard, record });
    if (outcome !== 'contended') return outcome;
  }
  throw new ContendedError(`The credential is being changed by others: ${MAX_ATTEMPTS} tries met theirs.`);
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
