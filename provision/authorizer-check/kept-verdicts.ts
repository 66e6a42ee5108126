import type { Reply } from './ask-function.ts';
import { allows, isExactly, statementsOf } from './kept-policy.ts';
import type { Question } from './questions.ts';

/**
 * Finds what goes wrong when API Gateway caches the policy for one request and applies it to the next within the TTL: a sentence about the
 * first pair of requests for which a cached policy decides differently than a new one; undefined if there is none. `replies` belong to
 * `questions`, one each; an error counts as a denial of everything, and is not cached.
 */
export function misjudged(
  questions: readonly Question[],
  replies: readonly Reply[],
  ttl: number,
): string | undefined {
  const asked = questions.flatMap((question, index) => {
    const reply = replies[index];
    const statements = reply && 'answer' in reply ? statementsOf(reply.answer) : undefined;
    return statements ? [{ ...question, statements }] : [];
  });
  for (const first of asked) {
    for (const next of asked) {
      const kept = allows(first.statements, next.arn);
      const fresh = allows(next.statements, next.arn);
      if (kept !== fresh)
        return sentence({ first, next, kept, exactly: isExactly(first.statements, first.arn), ttl });
    }
  }
  return undefined;
}

interface Pair {
  readonly first: Question;
  readonly next: Question;
  readonly kept: boolean;
  readonly exactly: boolean;
  readonly ttl: number;
}

function sentence({ first, next, kept, exactly, ttl }: Pair): string {
  const why = exactly
    ? 'a policy of exactly its methodArn'
    : 'a policy that does not hold for other requests';
  const effect = kept ? 'lets through' : 'refuses with 403';
  const otherwise = kept ? 'refuse' : 'allow';
  return (
    `the authorizer answers ${first.request} with ${why}, which API Gateway keeps for ${ttl} s: until then it ${effect} ` +
    `${next.request}, which the function would ${otherwise}. Let its policy speak of the whole stage (…/*), or set AUTHORIZER_TTL=0.`
  );
}
