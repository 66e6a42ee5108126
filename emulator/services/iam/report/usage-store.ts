import { defineStore, type Store } from '../../../store/store.ts';

/** What one role or user requested: the decisions about an action, by resource. */
export interface Usage {
  actions: Map<string, Map<string, Use>>;
  /** When it made its last request, in milliseconds since 1970, give or take `GRAIN`. */
  lastAt?: number;
}

export interface Use {
  allowed: boolean;
  /** When it was first requested, in milliseconds since 1970. */
  firstAt: number;
}

export interface UsageState {
  /** By the identity's unique id: one created again under the same name starts from zero. */
  identities: Map<string, Usage>;
}

/** Resources remembered for an action; the oldest go first, because a function's log streams are always new. */
const KEPT_PER_ACTION = 500;

/** Uses, once for each role, action and resource: a repeated request changes nothing here. */
export const usageStore = defineStore({
  name: 'iam-usage',
  initial: (): UsageState => ({ identities: new Map() }),
  mutations: {
    record(state, { id, action, resource, use }: { id: string; action: string; resource: string; use: Use }) {
      const usage = state.identities.get(id) ?? { actions: new Map<string, Map<string, Use>>() };
      state.identities.set(id, usage);
      const resources = usage.actions.get(action) ?? new Map<string, Use>();
      usage.actions.set(action, resources);
      resources.set(resource, use);
      const oldest = resources.size > KEPT_PER_ACTION ? resources.keys().next().value : undefined;
      if (oldest !== undefined) resources.delete(oldest);
    },
    touch(state, { id, at }: { id: string; at: number }) {
      const usage = state.identities.get(id);
      if (usage) usage.lastAt = at;
    },
    forget(state, { ids }: { ids: readonly string[] }) {
      for (const id of ids) state.identities.delete(id);
    },
  },
});

export type UsageStore = Store<UsageState, (typeof usageStore)['mutations']>;

/** From so many on, a new identity is the occasion to forget those that are gone: tests make and delete roles without end. */
const IDENTITIES_BEFORE_FORGETTING = 50;

/** Milliseconds by which the time of the last use may lag; on AWS it is hours. */
const GRAIN = 60_000;

/** Records a needed permission, if it is new, and now and then that the identity is in use. `living` are the ids of all identities. */
export function recordUse(
  store: UsageStore,
  asked: { id: string; action: string; resource: string; allowed: boolean; at: number },
  living: () => Iterable<string>,
): void {
  const { id, action, resource, allowed, at } = asked;
  const { identities } = store.state;
  const usage = identities.get(id);
  if (!usage && identities.size >= IDENTITIES_BEFORE_FORGETTING) {
    const known = new Set(living());
    store.commit.forget({ ids: [...identities.keys()].filter((one) => !known.has(one)) });
  }
  const known = usage?.actions.get(action)?.get(resource);
  if (known?.allowed !== allowed)
    store.commit.record({ id, action, resource, use: { allowed, firstAt: known?.firstAt ?? at } });
  if (at - (usage?.lastAt ?? Number.NEGATIVE_INFINITY) >= GRAIN) store.commit.touch({ id, at });
}
