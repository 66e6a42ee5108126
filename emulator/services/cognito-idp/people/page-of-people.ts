import { makeToken, readToken } from '../pool/page.ts';
import { positionAfter } from '../state/people.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import type { Filter } from './filter.ts';

/**
 * One page of a pool's people in the order of their creation, and the token for the next. Finding the start of a page takes the same time
 * anywhere. Throws `InvalidParameterException` for an invalid token.
 */
export function pageOfPeople(
  pool: Pool,
  { filter, limit, token }: { filter: Filter; limit: number; token: string | undefined },
): { people: Person[]; next: string | undefined } {
  const { matches, candidates } = filter;
  const after = token === undefined ? 0 : Number(readToken(token));
  const source = candidates
    ? [...candidates(pool)].filter(({ sequence }) => sequence > after).sort((a, b) => a.sequence - b.sequence)
    : pool.people.order;
  const people: Person[] = [];
  for (let index = candidates ? 0 : positionAfter(pool.people, after); index < source.length; index += 1) {
    const person = source[index];
    if (!person || !matches(person)) continue;
    if (people.length === limit) return { people, next: makeToken(String(people.at(-1)?.sequence)) };
    people.push(person);
  }
  return { people, next: undefined };
}
