import { type Clock, systemClock } from './clock.ts';
import type { Entry } from './journal-files.ts';
import { createLateView, type LateView } from './late-view.ts';
import type { Replayable } from './replay.ts';
import type { Commit, Mutation, Store, StoreDefinition, Stores } from './store.ts';

interface OpenStore extends Replayable {
  snapshot(): unknown;
}

/** What stores need of a journal. */
export interface StoresJournal {
  append(entry: Entry): void;
  flushed(): Promise<void> | undefined;
  recovered(): Promise<void> | undefined;
  replay(store: string, into: Replayable): void;
}

export interface JournaledStores extends Stores {
  /** The state of all stores, by name, for a snapshot. */
  snapshot(): Record<string, unknown>;
}

/** In the journal: here the state was migrated to the version that continues. No mutation has such a name. */
const BROUGHT_UP = '*brought up';

/**
 * Opens stores over a journal, or only in memory. A store gets the journal's content for it when it is opened. Lagging views use `clock`.
 */
export function createStores(
  journal?: StoresJournal,
  clock: Pick<Clock, 'now'> = systemClock,
): JournaledStores {
  const open = new Map<string, OpenStore>();

  return {
    open<State, Mutations extends Record<string, Mutation<State>>>(
      definition: StoreDefinition<State, Mutations>,
    ): Store<State, Mutations> {
      const { name, initial, mutations } = definition;
      if (open.has(name)) throw new Error(`The store ${name} is open already.`);
      let state = initial();
      let isOlder = false;
      const late: LateView<State>[] = [];
      const commit = {} as Record<string, (args: never) => unknown>;
      for (const [mutation, change] of Object.entries(mutations)) {
        commit[mutation] = (args) => {
          for (const view of late) view.before(state);
          const result = change(state, args);
          journal?.append({ store: name, mutation, args });
          for (const view of late) view.follow(mutation, args);
          return result;
        };
      }
      open.set(name, {
        apply: (mutation, args) => {
          isOlder = mutation !== BROUGHT_UP;
          if (isOlder) mutations[mutation]?.(state, args as never);
          else definition.upgrade?.(state);
        },
        restore: (restored) => {
          state = restored as State;
          definition.upgrade?.(state);
        },
        reset: () => {
          state = initial();
          for (const view of late) view.reset();
        },
        snapshot: () => state,
      });
      journal?.replay(name, open.get(name) as OpenStore);
      if (isOlder && definition.upgrade) {
        // An older version's journal is as old as its last snapshot. The next replay must migrate it at the same place, because later
        // changes depend on it.
        definition.upgrade(state);
        journal?.append({ store: name, mutation: BROUGHT_UP, args: undefined });
      }
      const store: Store<State, Mutations> = {
        get state() {
          return state;
        },
        commit: commit as Commit<State, Mutations>,
        behind(lagMs) {
          const view = createLateView(definition, clock, lagMs);
          late.push(view);
          return {
            get state() {
              return view.of(state);
            },
            commit: store.commit,
            behind: store.behind,
          };
        },
      };
      return store;
    },
    flushed: () => journal?.flushed(),
    recovered: () => journal?.recovered(),
    reset() {
      for (const store of open.values()) store.reset();
      journal?.append({ store: '*', mutation: 'reset', args: undefined });
    },
    snapshot: () => Object.fromEntries([...open].map(([name, store]) => [name, store.snapshot()])),
  };
}
