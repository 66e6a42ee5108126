import type { Clock } from './clock.ts';
import type { Mutation, StoreDefinition } from './store.ts';

interface Pending {
  dueAt: number;
  mutation: string;
  args: unknown;
}

/** What a store looks like to a part of AWS that learns of changes late. */
export interface LateView<State> {
  /** The state as it looks from there; `current` itself while nothing lags. */
  of(current: State): State;
  /** Call it before a change of `current`: the first change under a lag copies the state. */
  before(current: State): void;
  /** Call it after that change. */
  follow(mutation: string, args: unknown): void;
  /** A new account: nothing exists, and nothing comes late. */
  reset(): void;
}

/**
 * Makes a late view. Its copy shares no object with the store, since mutations change objects in place. Without a lag it costs nothing; when
 * the lag becomes 0, what was still to come is visible at once.
 */
export function createLateView<State, Mutations extends Record<string, Mutation<State>>>(
  { mutations }: StoreDefinition<State, Mutations>,
  clock: Pick<Clock, 'now'>,
  lagMs: () => number,
): LateView<State> {
  let copy: { readonly state: State } | undefined;
  let pending: Pending[] = [];

  function catchUp(): void {
    if (lagMs() === 0) reset();
    if (!copy) return;
    const now = clock.now();
    const due = pending.findIndex(({ dueAt }) => dueAt > now);
    const ripe = pending.splice(0, due < 0 ? pending.length : due);
    for (const { mutation, args } of ripe) mutations[mutation]?.(copy.state, args as never);
  }

  function reset(): void {
    copy = undefined;
    pending = [];
  }

  return {
    of(current) {
      catchUp();
      return copy ? copy.state : current;
    },
    before(current) {
      // Nobody may read for a long time: what is due is not kept waiting.
      catchUp();
      if (lagMs() > 0) copy ??= { state: structuredClone(current) };
    },
    follow(mutation, args) {
      if (copy) pending.push({ dueAt: clock.now() + lagMs(), mutation, args: structuredClone(args) });
    },
    reset,
  };
}
