/** A named change of a service's state: a plain function of the state and its arguments, with no clock, chance or I/O in it. */
export type Mutation<State> = (state: State, args: never) => unknown;

export interface StoreDefinition<State, Mutations extends Record<string, Mutation<State>>> {
  /** The service's name; also the name in the journal. */
  readonly name: string;
  initial(): State;
  /** Migrates a state that an older version of the engine has written: adds what came since. It may already be migrated. */
  upgrade?(state: State): void;
  readonly mutations: Mutations;
}

export type Commit<State, Mutations extends Record<string, Mutation<State>>> = {
  readonly [Name in keyof Mutations]: (args: Parameters<Mutations[Name]>[1]) => ReturnType<Mutations[Name]>;
};

/**
 * All state of one service. Read `state` freely and never keep a part of it over a wait: a reset replaces it. Change it only by `commit`,
 * so that the change is journaled and replayed.
 */
export interface Store<State, Mutations extends Record<string, Mutation<State>>> {
  readonly state: State;
  readonly commit: Commit<State, Mutations>;
  /**
   * The same store as seen by a part of AWS that learns of changes late: its `state` lags, its `commit` is the same. `lagMs` gives the lag
   * in milliseconds for the changes of this moment; it may differ later. While it is 0, the state is the store's own, and nothing is copied.
   */
  behind(lagMs: () => number): Store<State, Mutations>;
}

/** Where stores are opened. Everything in `args` must survive the structured clone algorithm. */
export interface Stores {
  open<State, Mutations extends Record<string, Mutation<State>>>(
    definition: StoreDefinition<State, Mutations>,
  ): Store<State, Mutations>;
  /** Resolves when the file system has every change made so far; undefined if there is nothing to wait for. */
  flushed(): Promise<void> | undefined;
  /**
   * Undefined as long as the disk accepts the state. After a failure: tries once more, and rejects with NotKeptError if it fails again, so
   * that a call can be refused before it changes anything.
   */
  recovered(): Promise<void> | undefined;
  /** Empties every store. */
  reset(): void;
}

/** Gives the definition its types; `defineStore({ name, initial, mutations })`. */
export function defineStore<State, Mutations extends Record<string, Mutation<State>>>(
  definition: StoreDefinition<State, Mutations>,
): StoreDefinition<State, Mutations> {
  return definition;
}
