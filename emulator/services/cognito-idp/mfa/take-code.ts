import { AwsError } from '../../../edge/aws-error.ts';
import { countFailure, limitFailures } from '../codes/attempts.ts';
import { checkCode } from '../codes/check-code.ts';
import type { Cognito } from '../cognito.ts';
import { namingOf } from '../pool/naming.ts';
import type { AttemptOf } from '../sign-in/attempt.ts';
import { aliasKeys } from '../state/people.ts';
import { periodOfCode } from './totp.ts';

/**
 * Checks a code of an authenticator app. Throws `CodeMismatchException` for a wrong one, `ExpiredCodeException` for a used one,
 * `LimitExceededException` after five wrong ones in an hour.
 */
export function takeTotp(
  cognito: Pick<Cognito, 'store' | 'clock'>,
  { pool, person }: Pick<AttemptOf, 'pool' | 'person'>,
  code: string,
): void {
  limitFailures(cognito, person, 'SOFTWARE_TOKEN_MFA');
  const token = person.softwareToken;
  if (!token?.verified) throw softwareTokenNotFound();
  const period = periodOfCode(token.secret, code, cognito.clock.now());
  if (period === undefined) {
    countFailure(cognito, pool, person, 'SOFTWARE_TOKEN_MFA');
    throw new AwsError('CodeMismatchException', 'Invalid code received for user');
  }
  if (period <= (token.lastPeriod ?? -1))
    throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
  cognito.store.commit.setSoftwareToken({
    poolId: pool.id,
    sub: person.sub,
    token: { ...token, lastPeriod: period },
  });
}

/** Checks a code that was sent, which also verifies the address. Throws as `takeTotp` does. */
export function takeSentCode(
  cognito: Pick<Cognito, 'store' | 'clock'>,
  { pool, person }: Pick<AttemptOf, 'pool' | 'person'>,
  factor: 'SMS_MFA' | 'EMAIL_OTP',
  entered: string,
): void {
  const { attribute, destination } = checkCode(cognito, pool, person, factor, entered, wrongSentCode);
  const whom = { poolId: pool.id, sub: person.sub };
  cognito.store.commit.dropCode({ ...whom, purpose: factor });
  const verified = `${attribute}_verified`;
  if (person.attributes[attribute] !== destination || person.attributes[verified] === 'true') return;
  const attributes = { ...person.attributes, [verified]: 'true' };
  // An alias of somebody else stays theirs.
  const taken = aliasKeys(namingOf(pool.settings), { attributes }).some(
    (key) => (pool.people.byAlias.get(key) ?? person) !== person,
  );
  if (!taken) cognito.store.commit.setAttributes({ ...whom, at: cognito.clock.now(), attributes });
}

/** The answer for a person without an authenticator app. */
export function softwareTokenNotFound(): AwsError {
  return new AwsError('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.');
}

/** The error for a wrong code that was sent. */
export function wrongSentCode(): AwsError {
  return new AwsError('CodeMismatchException', 'Invalid code or auth state for the user.');
}
