import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolSettings } from '../state/settings.ts';

/** What Cognito counts as a symbol (developer guide, "Password policy"); a blank counts only inside. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/;

/** Throws `InvalidPasswordException` if a password breaks the pool's policy; the text names the first broken rule. */
export function checkPassword(settings: PoolSettings, password: string): void {
  const policy = settings.Policies?.PasswordPolicy ?? {};
  const rules: [boolean | undefined, boolean, string][] = [
    [true, password.length >= (policy.MinimumLength ?? 8), 'Password not long enough'],
    [policy.RequireLowercase, /[a-z]/.test(password), 'Password must have lowercase characters'],
    [policy.RequireUppercase, /[A-Z]/.test(password), 'Password must have uppercase characters'],
    [policy.RequireNumbers, /\d/.test(password), 'Password must have numeric characters'],
    [policy.RequireSymbols, SYMBOL.test(password), 'Password must have symbol characters'],
  ];
  for (const [asked, met, text] of rules) {
    if (asked && !met) {
      throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${text}`);
    }
  }
}
