import { AwsError } from '../../../edge/aws-error.ts';
import { placeOf, tokenOf } from './dependencies.ts';

/** CloudWatch's error about a quota (`Resource limit exceeded.`, as recorded). */
export function limitExceeded(): AwsError {
  return new AwsError('LimitExceededException', 'Resource limit exceeded.');
}

interface Wish {
  filterNamePrefix?: string | undefined;
  nextToken?: string | undefined;
  limit?: number | undefined;
}

/** One page of filters in the order of their names, 50 at most, and where the next begins. */
export function filterPage<T extends { name: string; group: string }>(
  filters: readonly T[],
  { filterNamePrefix = '', nextToken, limit = 50 }: Wish,
): { shown: readonly T[]; nextToken?: string } {
  const keyOf = ({ name, group }: T) => `${name}\n${group}`;
  const after = placeOf<string>(nextToken);
  const found = filters
    .filter(({ name }) => name.startsWith(filterNamePrefix))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .filter((filter) => after === undefined || keyOf(filter) > after);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return found.length > shown.length && last !== undefined
    ? { shown, nextToken: tokenOf(keyOf(last)) }
    : { shown };
}
