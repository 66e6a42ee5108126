import { ReaderError } from '../reconcile/reader-error.ts';
import { type Environment, readNumber } from './variable.ts';

/** How often and how much each person may ask. */
export interface Limits {
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined;
  readonly quota: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' } | undefined;
}

const PERIODS = ['DAY', 'WEEK', 'MONTH'] as const;
const MOST = 1_000_000_000;
/** A region's default limit for all requests together (API Gateway quotas). */
const MOST_AT_ONCE = 5_000;

/**
 * Reads RATE (requests a second on average), BURST (at once; RATE by default) and QUOTA (requests a day, or `1000/WEEK`, `1000/MONTH`), of
 * each person. Undefined without any. Throws ReaderError of one sentence if they are invalid.
 */
export function readLimits(env: Environment, api: string, language: string): Limits | undefined {
  const given = ['RATE', 'BURST', 'QUOTA'].filter((name) => env[name]);
  const [first] = given;
  if (first === undefined) return undefined;
  if (api !== 'rest') {
    throw new ReaderError(
      `${first} needs API=rest: HTTP APIs know no usage plans, and one beside the REST API would be a way around them.`,
    );
  }
  if (language !== 'nodejs')
    throw new ReaderError(
      `${first} needs LAMBDA_LANGUAGE=nodejs: the trigger in Python gives people no API keys.`,
    );
  if (env['BURST'] && !env['RATE'])
    throw new ReaderError('BURST needs RATE, at which the bucket fills again.');
  return Object.freeze({
    throttle: env['RATE'] ? readThrottle(env) : undefined,
    quota: readQuota(env['QUOTA']),
  });
}

function readThrottle(env: Environment) {
  const rate = readNumber(env, 'RATE', 0, 1, MOST_AT_ONCE);
  return { rate, burst: readNumber(env, 'BURST', rate, 1, MOST_AT_ONCE) };
}

function readQuota(text: string | undefined): Limits['quota'] {
  if (!text) return undefined;
  const [, amount = '', named = 'DAY'] = /^(\d{1,10})(?:\/([A-Z]+))?$/.exec(text) ?? [];
  const limit = Number(amount);
  const period = PERIODS.find((one) => one === named);
  if (!period || limit < 1 || limit > MOST)
    throw new ReaderError(`QUOTA is "${text}": give requests a day, as 1000, or 1000/WEEK, 1000/MONTH.`);
  return { limit, period };
}
