import type { AwsError } from '../../../edge/aws-error.ts';
import type { Clock } from '../../../store/clock.ts';
import type { Units } from '../items/consumed-capacity.ts';
import type { TableShape } from '../table-shape.ts';
import { type Kind, limitOf } from './limit-of.ts';
import { throttled } from './throttled.ts';
import { createUnitBucket, type UnitBucket } from './unit-bucket.ts';

/** What tables and their global indexes may be read and written in a second. */
export interface ThroughputLimits {
  /** The error of a call without units left; `indexes` are global ones, checked besides the table unless `alone`. */
  refusal(table: TableShape, kind: Kind, indexes?: readonly string[], alone?: boolean): AwsError | undefined;
  /** Spends what a call consumed, of the table and of its global indexes; those of local ones are the table's. */
  spend(table: TableShape, kind: Kind, units: Units): void;
}

/** The limits, in effect only while `limited` says so; otherwise nothing is limited, whatever tables say. */
export function whileLimited(limits: ThroughputLimits, limited: () => boolean): ThroughputLimits {
  return {
    refusal: (...asked) => (limited() ? limits.refusal(...asked) : undefined),
    spend(...spent) {
      if (limited()) limits.spend(...spent);
    },
  };
}

/** How many buckets are kept; those of tables that are gone go first. */
const MOST = 10_000;

/**
 * Limits by the tables' settings: provisioned capacity, or the on-demand maximum. A call passes as long as anything is left, and may spend
 * more than that; AWS does not document how it counts a call that is larger than the rest.
 */
export function throughputLimits(clock: Pick<Clock, 'now'>): ThroughputLimits {
  const buckets = new Map<string, UnitBucket>();

  function bucketOf(table: TableShape, kind: Kind, index: string | undefined) {
    const limit = limitOf(table.description, kind, index);
    if (!limit) return undefined;
    const key = `${table.id}/${index ?? ''}/${kind}/${limit.perSecond}`;
    const since = table.description.CreationDateTime * 1000;
    let bucket = buckets.get(key);
    if (!bucket) {
      bucket = createUnitBucket(clock, { perSecond: limit.perSecond, since });
      buckets.set(key, bucket);
      for (const oldest of buckets.keys()) {
        if (buckets.size <= MOST) break;
        buckets.delete(oldest);
      }
    }
    return { limit, bucket };
  }

  return {
    refusal(table, kind, indexes = [], alone = false) {
      for (const index of alone ? indexes : [undefined, ...indexes]) {
        const found = bucketOf(table, kind, index);
        if (found?.bucket.isEmpty()) return throttled(found.limit, kind);
      }
      return undefined;
    },
    spend(table, kind, { table: own, global = {}, local = {} }) {
      const sum = Object.values(local).reduce((total, units) => total + units, own);
      bucketOf(table, kind, undefined)?.bucket.spend(sum);
      for (const [index, units] of Object.entries(global)) bucketOf(table, kind, index)?.bucket.spend(units);
    },
  };
}
