import type { Clock } from '../../../../store/clock.ts';
import type { QuotaRecord, UsageRecord } from '../../state/plan-records.ts';
import type { PlanStore, UsageCount } from '../../state/plan-store.ts';
import { dayOf, daysBetween, periodStart } from './quota-period.ts';

/** Counts are saved after so long: a killed process loses at most this, in milliseconds. */
const WRITE_AFTER = 1000;

/** Counts keys' requests against plans' quotas. */
export interface UsageMeter {
  /** Counts one request; false, and uncounted, if the period's quota is used up. */
  take(plan: string, key: string, quota: QuotaRecord | undefined): boolean;
  /** A key's usage on a day, and what it then had left of the period. */
  usage(plan: string, key: string, quota: QuotaRecord | undefined, day: string): [used: number, left: number];
  /** Sets what a key has left of the quota in the present period. */
  setLeft(plan: string, key: string, quota: QuotaRecord, left: number): void;
  /** Saves the counts at once. */
  write(): void;
  /** Drops unsaved counts. */
  clear(): void;
}

/**
 * Makes the meter. It counts in memory, so that a request writes nothing, and saves the sums a moment later: usage is best effort on AWS
 * too ("Usage plans and API keys", API Gateway guide).
 */
export function createUsageMeter(store: PlanStore, clock: Pick<Clock, 'now' | 'after'>): UsageMeter {
  let counts = new Map<string, UsageCount>();
  let writing = false;
  /** The sum of a key's present period, so that a request adds up nothing. */
  const sums = new WeakMap<UsageRecord, { period: string; quota: QuotaRecord; left: number }>();

  function pending(plan: string, key: string, day: string): number {
    return counts.get(`${plan}/${key}/${day}`)?.requests ?? 0;
  }

  function usedOn(plan: string, key: string, day: string): number {
    const { days } = store.state.members.get(plan)?.get(key) ?? {};
    return (days?.get(day) ?? 0) + pending(plan, key, day);
  }

  /** The rest of a quota at the end of a day. */
  function leftOn(plan: string, key: string, quota: QuotaRecord, day: string): number {
    const period = periodStart(Date.parse(day), quota);
    const grant = store.state.members.get(plan)?.get(key)?.grants.get(period) ?? 0;
    const used = daysBetween(period, day).reduce((sum, each) => sum + usedOn(plan, key, each), 0);
    return quota.limit + grant - used;
  }

  function write(): void {
    if (counts.size === 0) return;
    const written = [...counts.values()];
    counts = new Map();
    store.commit.addUsage({ counts: written });
  }

  function count(plan: string, key: string, day: string): void {
    const id = `${plan}/${key}/${day}`;
    const found = counts.get(id);
    if (found) found.requests += 1;
    else counts.set(id, { plan, key, day, requests: 1 });
    if (writing) return;
    writing = true;
    clock.after(WRITE_AFTER, () => {
      writing = false;
      write();
    });
  }

  return {
    take(plan, key, quota) {
      const day = dayOf(clock.now());
      const record = store.state.members.get(plan)?.get(key);
      if (quota && record) {
        const period = periodStart(clock.now(), quota);
        let sum = sums.get(record);
        if (sum?.period !== period || sum.quota !== quota) {
          sum = { period, quota, left: leftOn(plan, key, quota, day) };
          sums.set(record, sum);
        }
        if (sum.left <= 0) return false;
        sum.left -= 1;
      }
      count(plan, key, day);
      return true;
    },
    usage: (plan, key, quota, day) => [
      usedOn(plan, key, day),
      quota ? Math.max(0, leftOn(plan, key, quota, day)) : 0,
    ],
    setLeft(plan, key, quota, left) {
      const day = dayOf(clock.now());
      const record = store.state.members.get(plan)?.get(key);
      if (!record) return;
      const period = periodStart(clock.now(), quota);
      const granted = record.grants.get(period) ?? 0;
      const requests = granted + left - leftOn(plan, key, quota, day);
      store.commit.setGrant({ plan, key, period, requests });
      sums.delete(record);
    },
    write,
    clear() {
      counts = new Map();
    },
  };
}
