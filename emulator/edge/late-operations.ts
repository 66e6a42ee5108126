import type { Operation } from './operation.ts';

type Operations = Readonly<Record<string, Operation<object, object>>>;

/**
 * The operations that `make` makes of a store; those that `isLate` picks by name get a lagging view of the store. With the same store
 * twice, nothing lags.
 */
export function lateOperations<Store>(
  { now, late }: { now: Store; late: Store },
  make: (store: Store) => Operations,
  isLate: (name: string) => boolean,
): Operations {
  const operations = make(now);
  if (late === now) return operations;
  const picked = Object.entries(make(late)).filter(([name]) => isLate(name));
  return { ...operations, ...Object.fromEntries(picked) };
}
