import { AwsError } from '../../../edge/aws-error.ts';
import type { Cognito } from '../cognito.ts';
import { equal } from '../passwords/srp.ts';
import type { Code, CodePurpose, Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { countFailure, limitFailures } from './attempts.ts';

/**
 * Checks the code that a person entered. The caller must delete it in the same turn, so that it works once. Throws `LimitExceededException`
 * after too many wrong ones, `ExpiredCodeException` if none is live, `CodeMismatchException` for a wrong one.
 */
export function checkCode(
  cognito: Pick<Cognito, 'store' | 'clock'>,
  pool: Pool,
  person: Person,
  purpose: CodePurpose,
  entered: string | undefined,
  wrong: () => AwsError = mismatch,
): Code {
  limitFailures(cognito, person, purpose);
  const code = person.codes[purpose];
  if (!code || code.expiresAt <= cognito.clock.now()) throw expiredCode();
  if (!equal(Buffer.from(entered ?? ''), Buffer.from(code.code))) {
    countFailure(cognito, pool, person, purpose);
    throw wrong();
  }
  return code;
}

/** The answer for an expired code, and, where existence is hidden, for an unknown person. */
export function expiredCode(): AwsError {
  return new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

export function mismatch(): AwsError {
  return new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}
