import { AwsError } from '../../edge/aws-error.ts';

/** The largest page of Lambda, whatever MaxItems says. */
const LARGEST_PAGE = 50;

/**
 * Cuts a list into pages, in the order of `keyOf`. The marker is the last key of the page before, so that a page continues correctly when
 * items came or went. Throws `InvalidParameterValueException` for an invalid marker.
 */
export function paged<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { marker, size }: { marker: string | undefined; size: number | undefined },
): { page: Item[]; next: string | undefined } {
  const after = marker === undefined ? undefined : decode(marker);
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, Math.min(size ?? LARGEST_PAGE, LARGEST_PAGE));
  const last = page.at(-1);
  return { page, next: last && page.length < rest.length ? encode(keyOf(last)) : undefined };
}

function encode(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64');
}

function decode(marker: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(marker, 'base64').toString('utf8')) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Answered below.
  }
  throw new AwsError('InvalidParameterValueException', 'Invalid pagination token provided.');
}
