import { ReaderError } from '../reconcile/reader-error.ts';
import { type Environment, readNumber } from './variable.ts';

/** How often and how much each person may ask of the REST API. */
export interface Limits {
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined;
  readonly quota: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' } | undefined;
}

const PERIODS = ['DAY', 'WEEK', 'MONTH'] as const;
const MOST = 1_000_000_000;
/** The most requests that an account may send at once in a region, unless AWS raises it (API Gateway quotas). */
const MOST_AT_ONCE = 5_000;

/**
 * Reads the limits of each person: RATE (requests a second, on average), BURST (requests at once; RATE by default) and QUOTA (requests a day,
 * or `1000/WEEK`, `1000/MONTH`). Undefined when none is given. Throws ReaderError with one sentence for a bad value, and with API=http.
 */
export function readLimits(env: Environment, api: string): Limits | undefined {
  const given = ['RATE', 'BURST', 'QUOTA'].filter((name) => env[name]);
  const [first] = given;
  if (first === undefined) return undefined;
  if (api === 'http')
    throw new ReaderError(`${first} needs a REST API (API=rest or both): HTTP APIs have no usage plans.`);
  if (env['BURST'] && !env['RATE'])
    throw new ReaderError('BURST needs RATE, at which the bucket fills again.');
  return Object.freeze({
    throttle: env['RATE'] ? readThrottle(env) : undefined,
    quota: readQuota(env['QUOTA']),
  });
}

/** What `make plan` warns of when people have limits and an HTTP API stands beside the REST API; undefined otherwise. */
export function unlimitedHttpApi({
  api,
  limits,
}: {
  readonly api: string;
  readonly limits: Limits | undefined;
}): string | undefined {
  if (api !== 'both' || !limits) return undefined;
  return 'RATE, BURST and QUOTA limit people on the REST API only: HTTP APIs have no usage plans, so the HTTP API lets them ask as much as they like.';
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
