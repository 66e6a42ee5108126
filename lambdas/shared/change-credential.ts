import { mintCredential, type RandomBytes } from './credential.ts';
import type { KeyOf } from './credential-key.ts';
import type { ChangeOutcome, CredentialStore } from './credential-store.ts';
import type { GuardRecord, Person, PersonRecord } from './person-record.ts';

/** Tries, the first included, before contention is given up on. */
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
  /** Waits for so many milliseconds; a timer unless given. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** Others changed the person's credential again and again meanwhile. Nothing was changed by the call that throws it. */
export class ContendedError extends Error {
  override readonly name = 'ContendedError';
}

/** What a rotation led to. `credential` is a secret: it is told once and never logged. */
export type Rotation =
  | { outcome: 'rotated'; credential: string; madeAt: string; olderUntil: string | undefined }
  | { outcome: 'inactive' };

/**
 * Makes a new credential for a person and puts it in the place of what they have: afterwards it is the one that counts, however many
 * rotate at once. One that a confirmation made ends with that, since nobody has seen it; one that an earlier rotation made counts
 * for `grace` seconds more. Who has none, for they ended it or their trigger failed, gets one. Who was deactivated gets none.
 *
 * @throws ContendedError when others were faster in every try; whatever the store throws, and then it may or may not be done.
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
 * Ends a person's credential, and the one it replaced: from now on they have none until they rotate. Who has none is done.
 * Who was deactivated cannot: they would come back by it.
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
  /** The item that the guard leads to, when it is there. */
  record: PersonRecord | undefined;
}

/** Reads and tries, again after a pause while the items are contended. Two do not meet again in step. */
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
