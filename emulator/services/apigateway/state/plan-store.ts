import { defineStore, type Store } from '../../../store/store.ts';
import type { ApiKeyRecord, UsagePlanRecord, UsageRecord } from './plan-records.ts';

export interface PlanState {
  readonly keys: Map<string, ApiKeyRecord>;
  /** Ids of keys by what clients send. */
  readonly keyIds: Map<string, string>;
  readonly plans: Map<string, UsagePlanRecord>;
  /** Ids of the keys of each plan, oldest first, with their usage. */
  readonly members: Map<string, Map<string, UsageRecord>>;
  /** Ids of the plans that each key is in. */
  readonly plansOf: Map<string, Set<string>>;
}

/** Days of usage that are kept; AWS shows the last 90. */
const KEPT_DAYS = 100;

const mutations = {
  putKey(state: PlanState, { key }: { key: ApiKeyRecord }): void {
    state.keys.set(key.id, key);
    state.keyIds.set(key.value, key.id);
  },
  deleteKey(state: PlanState, { id }: { id: string }): void {
    const key = state.keys.get(id);
    if (!key) return;
    state.keys.delete(id);
    state.keyIds.delete(key.value);
    for (const plan of state.plansOf.get(id) ?? []) state.members.get(plan)?.delete(id);
    state.plansOf.delete(id);
  },
  putPlan(state: PlanState, { plan }: { plan: UsagePlanRecord }): void {
    state.plans.set(plan.id, plan);
    if (!state.members.has(plan.id)) state.members.set(plan.id, new Map());
  },
  /** Removes a deleted stage, or a whole API, from the plans that name it. */
  forgetStage(state: PlanState, { apiId, stage }: { apiId: string; stage?: string }): void {
    for (const [id, plan] of state.plans) {
      const kept = plan.apiStages.filter(
        (one) => one.apiId !== apiId || (stage !== undefined && one.stage !== stage),
      );
      if (kept.length < plan.apiStages.length) state.plans.set(id, { ...plan, apiStages: kept });
    }
  },
  deletePlan(state: PlanState, { id }: { id: string }): void {
    for (const key of state.members.get(id)?.keys() ?? []) state.plansOf.get(key)?.delete(id);
    state.members.delete(id);
    state.plans.delete(id);
  },
  addMember(state: PlanState, { plan, key }: { plan: string; key: string }): void {
    state.members.get(plan)?.set(key, { days: new Map(), grants: new Map() });
    const plans = state.plansOf.get(key) ?? new Set();
    state.plansOf.set(key, plans.add(plan));
  },
  removeMember(state: PlanState, { plan, key }: { plan: string; key: string }): void {
    state.members.get(plan)?.delete(key);
    state.plansOf.get(key)?.delete(plan);
  },
  /** Adds requests counted since the last time. */
  addUsage(state: PlanState, { counts }: { counts: readonly UsageCount[] }): void {
    for (const { plan, key, day, requests } of counts) {
      const days = state.members.get(plan)?.get(key)?.days;
      if (!days) continue;
      days.set(day, (days.get(day) ?? 0) + requests);
      const [oldest] = days.keys();
      if (days.size > KEPT_DAYS && oldest !== undefined) days.delete(oldest);
    }
  },
  setGrant(
    state: PlanState,
    { plan, key, period, requests }: { plan: string; key: string; period: string; requests: number },
  ): void {
    state.members.get(plan)?.get(key)?.grants.set(period, requests);
  },
};

/** Requests of one key, counted for a plan on one day. */
export interface UsageCount {
  plan: string;
  key: string;
  day: string;
  requests: number;
}

/** API keys, usage plans, and their usage. They belong to the account, and not to an API. */
export const planStore = defineStore({
  name: 'apigateway-plans',
  initial: (): PlanState => ({
    keys: new Map(),
    keyIds: new Map(),
    plans: new Map(),
    members: new Map(),
    plansOf: new Map(),
  }),
  mutations,
});

export type PlanStore = Store<PlanState, typeof mutations>;
