import type { ComponentChildren } from 'preact';
import type { Loaded } from '../data/load.ts';
import { Failure, Loading } from './states.tsx';

/** Shows what was read; before, that it is being read; on failure, a way to try again. */
export function Show<Value>({
  loaded,
  what,
  children,
}: {
  loaded: Loaded<Value>;
  what: string;
  children: (value: Value) => ComponentChildren;
}) {
  if (loaded.error) return <Failure error={loaded.error} retry={loaded.reload} />;
  if (loaded.value === undefined) return <Loading what={what} />;
  return <>{children(loaded.value)}</>;
}
