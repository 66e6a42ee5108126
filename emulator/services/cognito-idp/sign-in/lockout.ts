import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { notAuthorized } from './errors.ts';

const FREE_FAILURES = 5;
const LONGEST = 15 * 60_000;

/**
 * Throws `NotAuthorizedException` while sign-in is locked. Developer guide, "Lockout behavior for failed sign-in attempts": after the fifth
 * failure for a second, doubled with each further one, up to about fifteen minutes.
 */
export function refuseLocked({ clock }: Pick<Cognito, 'clock'>, person: Person): void {
  if ((person.failedSignIns?.lockedUntil ?? 0) > clock.now())
    throw notAuthorized('Password attempts exceeded');
}

/** Counts a wrong password. The count starts again a quarter of an hour after the last lock. */
export function noteFailure(
  { store, clock }: Pick<Cognito, 'store' | 'clock'>,
  pool: Pool,
  person: Person,
): void {
  const now = clock.now();
  const before = person.failedSignIns;
  const count = (before && before.lockedUntil + LONGEST > now ? before.count : 0) + 1;
  const lock = count < FREE_FAILURES ? 0 : Math.min(LONGEST, 1000 * 2 ** (count - FREE_FAILURES));
  store.commit.noteFailedSignIn({ poolId: pool.id, sub: person.sub, count, lockedUntil: now + lock });
}
