import { AwsError } from '../../../edge/aws-error.ts';

interface Paged {
  Marker?: string;
  MaxItems?: number;
}

/** One page of a list in the order of names: 100 entries by default, and a marker if more follow. */
export function page<T>(
  entries: readonly T[],
  nameOf: (entry: T) => string,
  { Marker, MaxItems = 100 }: Paged,
): { entries: T[]; IsTruncated: boolean; Marker?: string } {
  const sorted = [...entries].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const after = Marker === undefined ? undefined : decodeMarker(Marker);
  const rest = after === undefined ? sorted : sorted.filter((entry) => nameOf(entry) > after);
  const shown = rest.slice(0, MaxItems);
  const last = shown.at(-1);
  return rest.length > shown.length && last !== undefined
    ? { entries: shown, IsTruncated: true, Marker: Buffer.from(nameOf(last)).toString('base64') }
    : { entries: shown, IsTruncated: false };
}

function decodeMarker(marker: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(marker))
    throw new AwsError('ValidationError', 'Invalid Marker.', { status: 400 });
  return Buffer.from(marker, 'base64').toString('utf8');
}
