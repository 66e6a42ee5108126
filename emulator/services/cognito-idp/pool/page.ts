import { AwsError } from '../../../edge/aws-error.ts';

/**
 * One page of a list in a stable order, and the token for the next; a token holds the key of the last item shown, so that items which come
 * and go shift nothing. Throws `InvalidParameterException` for an invalid token.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, token }: { limit: number; token: string | undefined },
): { items: Item[]; next: string | undefined } {
  const after = token === undefined ? undefined : readToken(token);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next = last !== undefined && rest.length > limit ? makeToken(keyOf(last)) : undefined;
  return { items: page, next };
}

/** A token for the page after a key. */
export function makeToken(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64');
}

/** The key in a token of ours. Throws `InvalidParameterException`. */
export function readToken(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (typeof after === 'string') return after;
  } catch {
    // Not one of ours: the same answer as for any other.
  }
  throw new AwsError('InvalidParameterException', 'Invalid pagination token.');
}
