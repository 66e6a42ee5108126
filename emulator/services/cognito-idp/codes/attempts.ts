import { AwsError } from '../../../edge/aws-error.ts';
import type { Cognito } from '../cognito.ts';
import type { CodePurpose, Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/**
 * How many codes of one purpose a person may request in an hour, and how many wrong ones they may enter. AWS says 5 to 20, by risk
 * (developer guide, "Password reset"): this takes the most for requests, the least for guesses.
 */
const REQUESTS_AN_HOUR = 20;
const FAILURES_AN_HOUR = 5;
const HOUR = 3_600_000;

/** Counts a request for a code. Throws `LimitExceededException` after too many. */
export function limitRequests(
  { store, clock }: Pick<Cognito, 'store' | 'clock'>,
  pool: Pool,
  person: Person,
  purpose: CodePurpose,
): void {
  if (countedOf(person, purpose, clock.now()).requests >= REQUESTS_AN_HOUR) throw tooOften();
  store.commit.countAttempt({
    ...which(pool, person, purpose),
    kind: 'requests',
    at: clock.now(),
    window: HOUR,
  });
}

/** Throws `LimitExceededException` after too many wrong codes, even for the right one. */
export function limitFailures({ clock }: Pick<Cognito, 'clock'>, person: Person, purpose: CodePurpose): void {
  if (countedOf(person, purpose, clock.now()).failures >= FAILURES_AN_HOUR) throw tooOften();
}

/** Counts a wrong code. */
export function countFailure(
  { store, clock }: Pick<Cognito, 'store' | 'clock'>,
  pool: Pool,
  person: Person,
  purpose: CodePurpose,
): void {
  store.commit.countAttempt({
    ...which(pool, person, purpose),
    kind: 'failures',
    at: clock.now(),
    window: HOUR,
  });
}

function which(pool: Pool, person: Person, purpose: CodePurpose) {
  return { poolId: pool.id, sub: person.sub, purpose };
}

function countedOf(
  person: Person,
  purpose: CodePurpose,
  now: number,
): { requests: number; failures: number } {
  const counted = person.attempts[purpose];
  return counted && counted.since + HOUR > now ? counted : { requests: 0, failures: 0 };
}

function tooOften(): AwsError {
  return new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
}
