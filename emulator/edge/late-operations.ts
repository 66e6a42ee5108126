import type { Operation } from './operation.ts';

type Operations = Readonly<Record<string, Operation<object, object>>>;

/**
 * The operations that `make` makes of a store, with those that `isLate` picks by name made of a store that is behind the times:
 * they answer what was true a while ago. With the same store twice, nothing is late.
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
