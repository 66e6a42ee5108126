import type { Clock } from '../../../store/clock.ts';

/** Capacity units that arrive evenly and are spent by calls. */
export interface UnitBucket {
  /** Whether nothing is left now. */
  isEmpty(): boolean;
  /** Spends units, also more than there are: a call's cost is only known after it. */
  spend(units: number): void;
}

/** How many seconds of unused capacity are kept (Developer Guide, "Burst capacity"). */
const KEPT_SECONDS = 300;

/**
 * Makes a bucket that gets `perSecond` units in each second from `since` on, in milliseconds of the clock. It starts with one second's: a
 * new table has no unused capacity yet. AWS does not document its start.
 */
export function createUnitBucket(
  clock: Pick<Clock, 'now'>,
  { perSecond, since }: { readonly perSecond: number; readonly since: number },
): UnitBucket {
  let units = perSecond;
  let at = since;

  function fill(): void {
    const now = clock.now();
    units = Math.min(perSecond * KEPT_SECONDS, units + (perSecond * Math.max(0, now - at)) / 1000);
    at = now;
  }

  return {
    isEmpty() {
      fill();
      return units <= 0;
    },
    spend(spent) {
      fill();
      units -= spent;
    },
  };
}
