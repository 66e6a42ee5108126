import type { SetUserMFAPreferenceRequest } from '@aws-sdk/client-cognito-identity-provider';
import { notImplemented } from '../../../edge/aws-error.ts';
import type { Cognito } from '../cognito.ts';
import { invalidParameter } from '../sign-in/errors.ts';
import type { MfaFactor, MfaPreference, Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { isSetUp, offeredFactors } from './factors.ts';

type Settings = Omit<SetUserMFAPreferenceRequest, 'AccessToken'>;

/** The error text for a factor that a person cannot turn on yet. */
const NOT_SET_UP: Record<MfaFactor, string> = {
  SMS_MFA: 'User does not have a phone_number set to turn on SMS MFA',
  EMAIL_OTP: 'User does not have an email set to turn on email MFA',
  SOFTWARE_TOKEN_MFA: 'User has not set up software token mfa',
};

/**
 * Turns a person's factors on and off; keeps those left out. Throws `InvalidParameterException` for a factor that the person has not set up
 * or the pool does not offer, and for two preferred ones.
 */
export function changePreference(
  { store }: Pick<Cognito, 'store'>,
  { pool, person }: { pool: Pool; person: Person },
  { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings, ...others }: Settings,
): void {
  if ('WebAuthnMfaSettings' in others && others.WebAuthnMfaSettings)
    throw notImplemented('SetUserMFAPreference: the parameter WebAuthnMfaSettings');
  const given = [
    ['SMS_MFA', SMSMfaSettings],
    ['EMAIL_OTP', EmailMfaSettings],
    ['SOFTWARE_TOKEN_MFA', SoftwareTokenMfaSettings],
  ] as const;
  let enabled: readonly MfaFactor[] = person.mfa?.enabled ?? [];
  let preferred = person.mfa?.preferred;
  if (given.filter(([, settings]) => settings?.PreferredMfa).length > 1)
    throw invalidParameter('Only one MFA method can be set as preferred.');
  for (const [factor, settings] of given) {
    if (!settings) continue;
    if (settings.Enabled || settings.PreferredMfa) refuseUnusable(pool, person, factor);
    if (settings.Enabled !== undefined) {
      enabled = enabled.filter((other) => other !== factor);
      if (settings.Enabled) enabled = [...enabled, factor];
    }
    if (settings.PreferredMfa) preferred = factor;
    else if (settings.PreferredMfa === false && preferred === factor) preferred = undefined;
  }
  if (preferred && !enabled.includes(preferred)) preferred = undefined;
  const mfa: MfaPreference = { enabled, ...(preferred && { preferred }) };
  store.commit.setMfaPreference({ poolId: pool.id, sub: person.sub, mfa });
}

function refuseUnusable(pool: Pool, person: Person, factor: MfaFactor): void {
  if (!offeredFactors(pool).includes(factor))
    throw invalidParameter(`User does not have delivery config set to turn on ${factor}`);
  if (!isSetUp(person, factor)) throw invalidParameter(NOT_SET_UP[factor]);
}
