import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { AwsError } from '../../edge/aws-error.ts';

/** How long a client request token counts, in milliseconds (API reference, TransactWriteItems, ClientRequestToken). */
const TOKEN_LIFE = 10 * 60 * 1000;

/** The tokens of transactions that succeeded lately: the same request again is answered, and not done again. */
export interface RecentTokens {
  /** The answer to a request that was made before, undefined for a new one. Throws `IdempotentParameterMismatchException`. */
  answered(token: string | undefined, input: object): object | undefined;
  remember(token: string | undefined, input: object, answer: object): void;
  clear(): void;
}

/** Keeps the tokens in memory: AWS keeps them for ten minutes, the engine for ten minutes or until it ends. */
export function createRecentTokens(clock: Pick<Clock, 'now'>): RecentTokens {
  const tokens = new Map<string, { digest: string; answer: object; until: number }>();
  return {
    answered(token, input) {
      const known = token === undefined ? undefined : tokens.get(token);
      if (!known || known.until <= clock.now()) return undefined;
      if (known.digest === digestOf(input)) return known.answer;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'Idempotent parameters mismatch: the client request token was used with other parameters',
      );
    },
    remember(token, input, answer) {
      const now = clock.now();
      for (const [old, { until }] of tokens) {
        if (until > now) break;
        tokens.delete(old);
      }
      if (token !== undefined)
        tokens.set(token, { digest: digestOf(input), answer, until: now + TOKEN_LIFE });
    },
    clear: () => tokens.clear(),
  };
}

function digestOf(input: object): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('base64');
}
