import type { Reply } from './ask-function.ts';
import { allows, isExactly, statementsOf } from './kept-policy.ts';
import type { Question } from './questions.ts';

/**
 * What goes wrong when the policy that was given for one request is kept and decides about the next, as API Gateway does while its TTL lasts:
 * a sentence for the first pair of requests that a kept policy judges in another way than a new one would; undefined when there is none.
 * `replies` belong to `questions`, one each; what threw counts as a refusal of everything, and is not kept.
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
