import { activeFactors } from '../../mfa/factors.ts';
import type { Person } from '../../state/person.ts';
import type { Pool } from '../../state/state.ts';

/** A first factor that a person can choose in `USER_AUTH`. */
export type FirstChallenge = 'EMAIL_OTP' | 'PASSWORD_SRP' | 'PASSWORD';

/** Whether a pool's people may sign in by a code sent to their e-mail address, without a password. */
export function allowsEmailCode({ settings }: Pick<Pool, 'settings'>): boolean {
  return settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('EMAIL_OTP') ?? false;
}

/**
 * The first factors that a person can use. A code is offered only to an enabled, confirmed person with a verified address and without a
 * second factor, so no code replaces one; AWS's documentation leaves that open. For a name that nobody has: all that the pool allows, as for
 * a person who can use all of them.
 */
export function availableChallenges(pool: Pool, person: Person | undefined): FirstChallenge[] {
  const passwords: FirstChallenge[] = person && !person.verifier ? [] : ['PASSWORD_SRP', 'PASSWORD'];
  return allowsEmailCode(pool) && (!person || mayUseCode(pool, person))
    ? ['EMAIL_OTP', ...passwords]
    : passwords;
}

function mayUseCode(pool: Pool, person: Person): boolean {
  const { MfaConfiguration: mode } = pool.settings;
  const asksSecond = mode === 'ON' || (mode === 'OPTIONAL' && activeFactors(pool, person).length > 0);
  return (
    person.enabled &&
    person.status === 'CONFIRMED' &&
    Boolean(person.attributes['email']) &&
    person.attributes['email_verified'] === 'true' &&
    !asksSecond
  );
}
