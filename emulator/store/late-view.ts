import type { Clock } from './clock.ts';
import type { Mutation, StoreDefinition } from './store.ts';

interface Pending {
  dueAt: number;
  mutation: string;
  args: unknown;
}

/** A second copy of a store's state, which takes every change some time after the store itself. */
export interface LateView<State> {
  readonly state: State;
  /** Tells of a change that the store has just taken. */
  follow(mutation: string, args: unknown): void;
  /** A new account: nothing is there, and nothing comes late. */
  reset(): void;
}

/**
 * Makes a copy of `current` that is `lagMs` milliseconds behind: what an account looks like to a part of AWS that the news has not
 * reached yet. It shares no object with the store, since mutations change objects where they are.
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
      // Nobody may read for a long time: what is due is not kept waiting.
      catchUp();
      pending.push({ dueAt: clock.now() + lagMs, mutation, args: structuredClone(args) });
    },
    reset() {
      state = initial();
      pending = [];
    },
  };
}
