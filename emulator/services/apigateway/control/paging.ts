import { badRequest } from './errors.ts';

/** The default and the maximum number of items on a page (API Gateway REST API reference, `limit`). */
const DEFAULT = 25;
const MOST = 500;

/** One page of a list. `position` is the id of the last item before the next page. */
export function page<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  { position, limit }: { position?: string; limit?: number },
): { items: Item[]; position?: string } {
  const size = Math.min(Math.max(limit ?? DEFAULT, 1), MOST);
  let start = 0;
  if (position !== undefined) {
    const last = Buffer.from(position, 'base64url').toString('utf8');
    const index = items.findIndex((item) => idOf(item) === last);
    if (index < 0) throw badRequest('Invalid position parameter specified');
    start = index + 1;
  }
  const chosen = items.slice(start, start + size);
  const last = chosen.at(-1);
  const more = start + size < items.length && last !== undefined;
  return { items: chosen, ...(more && { position: Buffer.from(idOf(last)).toString('base64url') }) };
}
