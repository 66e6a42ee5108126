import { invalid } from '../expressions/invalid-expression.ts';
import { compare } from '../values/compare.ts';
import type { KeyedRead } from './read-plan.ts';
import type { SelectStatement } from './syntax.ts';
import type { Source } from './table-shape.ts';

/** The reads in the order that was asked for, and whether the range key goes down. Throws AwsError `ValidationException`. */
export function orderOf(
  { order, where }: SelectStatement,
  { hash, range }: Source,
  reads: readonly KeyedRead[] | undefined,
): { reads: readonly KeyedRead[] | undefined; descending: boolean } {
  if (order.length === 0) return { reads, descending: false };
  if (!where) throw invalid('Must have WHERE clause in the statement when using ORDER BY clause.');
  if (!reads)
    throw invalid(
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    );
  const keys = order.map(({ key, descending }) => {
    if (key.kind !== 'path')
      throw invalid(`Argument to ORDER BY must be of type VariableReference. Type: ${key.kind}`);
    return { name: String(key.path[0]), whole: key.path.length === 1, descending };
  });
  const names = [...hash, ...range].map(({ name }) => name);
  const foreign = keys.find(({ name, whole }) => !whole || !names.includes(name));
  if (foreign)
    throw invalid(`Variable reference ${foreign.name} in ORDER BY clause must be part of the primary key`);
  const [first] = hash;
  const byHash = keys.find(({ name }) => name === first?.name);
  if (reads.length > 1 && !byHash)
    throw invalid(
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    );
  const descending = keys.find(({ name }) => name === range[0]?.name)?.descending ?? false;
  return { reads: byHash ? sorted(reads, byHash) : reads, descending };
}

function sorted(reads: readonly KeyedRead[], { name, descending }: { name: string; descending: boolean }) {
  const sign = descending ? -1 : 1;
  return [...reads].sort((left, right) => {
    const [one, two] = [left.hash.get(name), right.hash.get(name)];
    return sign * ((one && two && compare(one, two)) ?? 0);
  });
}
