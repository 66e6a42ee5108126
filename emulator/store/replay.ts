import type { FoundState } from './read-state.ts';

/** A store while its state is restored. */
export interface Replayable {
  apply(mutation: string, args: unknown): void;
  restore(state: unknown): void;
  reset(): void;
}

/** Restores one store from the files. */
export function replay(found: FoundState, store: string, into: Replayable): void {
  const kept = found.states.get(store);
  if (kept) into.restore(kept.state);
  for (const { entry, has } of found.entriesOf(store)) {
    if (has) continue;
    if (entry.store === '*') into.reset();
    else into.apply(entry.mutation, entry.args);
  }
}
