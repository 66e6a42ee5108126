import { badRequest } from './dependencies.ts';

/** How many items a page holds when the caller does not say. */
const DEFAULT = 25;

/** One page of a list; the token is the place where the next begins. */
export function page<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: { MaxResults?: string; NextToken?: string },
): { Items: Item[]; NextToken?: string } {
  const size = Number(MaxResults ?? DEFAULT);
  const start = Number(NextToken ?? 0);
  if (!Number.isInteger(size) || size < 1) throw badRequest(`Invalid maxResults specified: ${MaxResults}`);
  if (!Number.isInteger(start) || start < 0) throw badRequest(`Invalid nextToken specified: ${NextToken}`);
  const next = start + size < items.length ? String(start + size) : undefined;
  return { Items: items.slice(start, start + size), NextToken: next };
}
