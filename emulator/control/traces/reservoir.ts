/** Admits so many a second, as X-Ray's sampling does. */
export interface Reservoir {
  take(): boolean;
  readonly perSecond: number;
  /** How many were not admitted. */
  readonly skipped: number;
}

/** While nobody looks: everything that a person does, and next to nothing of a load. */
const QUIETLY = 50;
/** While somebody looks: more than anybody can read. bench/measures/watched.ts measures its cost. */
const LOOKED_AT = 100;
/** How long somebody counts as looking after a look, in milliseconds. */
const LOOK_LASTS = 3_600_000;

/** Load is the machine's, so it is measured in the machine's time: the engine's own may stand still. */
const monotonic = () => performance.now();

export interface Looks {
  /** Somebody reads traces. */
  looked(): void;
  /** True if somebody has looked within the last hour, or follows traces as they come. */
  isLooking(): boolean;
}

/** Remembers looks; `isFollowed` says whether somebody follows events. */
export function createLooks(isFollowed: () => boolean, now: () => number = monotonic): Looks {
  let last = Number.NEGATIVE_INFINITY;
  return {
    looked() {
      last = now();
    },
    isLooking: () => isFollowed() || now() - last < LOOK_LASTS,
  };
}

/** Makes a reservoir that refills each second, with more while somebody looks. */
export function createReservoir(
  { isLooking }: Pick<Looks, 'isLooking'>,
  now: () => number = monotonic,
): Reservoir {
  let second = -1;
  let left = 0;
  let skipped = 0;
  const size = () => (isLooking() ? LOOKED_AT : QUIETLY);
  return {
    take() {
      const current = Math.floor(now() / 1000);
      if (current !== second) {
        second = current;
        left = size();
      }
      if (left > 0) {
        left -= 1;
        return true;
      }
      skipped += 1;
      return false;
    },
    get perSecond() {
      return size();
    },
    get skipped() {
      return skipped;
    },
  };
}
