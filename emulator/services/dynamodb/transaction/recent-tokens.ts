import { createHash } from 'node:crypto';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Clock } from '../../../store/clock.ts';
import { type Level, prefixes, rangeOf, type Write } from '../storage/level.ts';

/** How long a client request token counts, in milliseconds (API reference, TransactWriteItems, ClientRequestToken). */
const TOKEN_LIFE = 10 * 60 * 1000;

interface Remembered {
  token: string;
  digest: string;
  answer: object;
  until: number;
}

/** Tokens of recent successful transactions: the same request again is answered, and not repeated. */
export interface RecentTokens {
  /** The answer to a request that was made before, undefined for a new one. Throws `IdempotentParameterMismatchException`. */
  answered(token: string, digest: string): object | undefined;
  /** The writes that keep a request, which belong into the transaction's own batch; `done` is to be called when that is made. */
  remember(token: string, digest: string, answer: object): { writes: Write[]; done(): void };
  forget(): void;
}

/** Reads the tokens that the store holds. */
export async function loadRecentTokens(level: Level, clock: Pick<Clock, 'now'>): Promise<RecentTokens> {
  const tokens = new Map<string, Remembered>();
  for await (const value of level.values(rangeOf(prefixes.tokens))) {
    const one: Remembered = JSON.parse(value);
    tokens.set(one.token, one);
  }

  return {
    answered(token, digest) {
      const known = tokens.get(token);
      if (!known || known.until <= clock.now()) return undefined;
      if (known.digest === digest) return known.answer;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'Idempotent parameters mismatch: the client request token was used with other parameters',
      );
    },
    remember(token, digest, answer) {
      const now = clock.now();
      const ended = [...tokens.values()].filter(({ until }) => until <= now);
      const value: Remembered = { token, digest, answer, until: now + TOKEN_LIFE };
      return {
        writes: [
          ...ended.map((old): Write => ({ type: 'del', key: prefixes.tokens + old.token })),
          { type: 'put', key: prefixes.tokens + token, value: JSON.stringify(value) },
        ],
        done() {
          for (const old of ended) tokens.delete(old.token);
          tokens.set(token, value);
        },
      };
    },
    forget: () => tokens.clear(),
  };
}

/** Distinguishes requests of any size. Members of objects may be in any order. */
export function digestOf(input: object): string {
  return createHash('sha256').update(inOrder(input)).digest('base64');
}

function inOrder(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(inOrder).join()}]`;
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${inOrder(members[name])}`).join()}}`;
}
