import type { MfaFactor, Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/** The factors that a pool offers, in Cognito's order. */
export function offeredFactors({ mfa }: Pick<Pool, 'mfa'>): MfaFactor[] {
  const offered: MfaFactor[] = [];
  if (mfa?.sms) offered.push('SMS_MFA');
  if (mfa?.email) offered.push('EMAIL_OTP');
  if (mfa?.softwareToken) offered.push('SOFTWARE_TOKEN_MFA');
  return offered;
}

/** Whether a person has what a factor needs: a phone number, an e-mail address, a verified authenticator app. */
export function isSetUp(person: Pick<Person, 'attributes' | 'softwareToken'>, factor: MfaFactor): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return person.softwareToken?.verified === true;
  return Boolean(person.attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email']);
}

/**
 * The factors that a sign-in may ask for: those that the person turned on and the pool still offers. If the pool requires MFA, those that
 * are set up count too (developer guide, "Adding MFA to a user pool").
 */
export function activeFactors(pool: Pool, person: Person): MfaFactor[] {
  const usable = offeredFactors(pool).filter((factor) => isSetUp(person, factor));
  const enabled = usable.filter((factor) => person.mfa?.enabled.includes(factor));
  return enabled.length > 0 || pool.settings.MfaConfiguration !== 'ON' ? enabled : usable;
}

/** `UserMFASettingList` and `PreferredMfaSetting` of a person, as GetUser and AdminGetUser show them. */
export function shownPreference({ mfa }: Pick<Person, 'mfa'>): {
  UserMFASettingList?: string[];
  PreferredMfaSetting?: string;
} {
  return {
    ...(mfa?.enabled.length && { UserMFASettingList: [...mfa.enabled] }),
    ...(mfa?.preferred && { PreferredMfaSetting: mfa.preferred }),
  };
}
