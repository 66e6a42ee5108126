import type { Clock } from './clock.ts';
import type { Mutation, StoreDefinition } from './store.ts';

interface Pending {
  dueAt: number;
  mutation: string;
  args: unknown;
}

/** A second copy of a store's state, which gets every change some time after the store itself. */
export interface LateView<State> {
  readonly state: State;
  /** Reports a change of the store. */
  follow(mutation: string, args: unknown): void;
  /** A new account: empty, and nothing lags. */
  reset(): void;
}

/**
 * Makes a copy of `current` that is `lagMs` milliseconds behind: an account as seen by a part of AWS that the change has not reached yet.
 * It shares no object with the store, because mutations change objects in place.
 */
export function createLateView<State, Mutations extends Record<string, Mutation<State>>>(
  { initial, mutations }: StoreDefinition<State, Mutations>,
  current: State,
  clock: Pick<Clock, 'now'>,
  lagMs: number,
): LateView<State> {
  let state = structuredClone(current);
  let pending: Pending[] = [];

  function catchUp(): void {
    const now = clock.now();
    const due = pending.findIndex(({ dueAt }) => dueAt > now);
    const ripe = pending.splice(0, due < 0 ? pending.length : due);
    for (const { mutation, args } of ripe) mutations[mutation]?.(state, args as never);
  }

  return {
    get state() {
      catchUp();
      return state;
    },
    follow(mutation, args) {
      // It may not be read for a long time: apply due changes anyway.
      catchUp();
      pending.push({ dueAt: clock.now() + lagMs, mutation, args: structuredClone(args) });
    },
    reset() {
      state = initial();
      pending = [];
    },
  };
}
