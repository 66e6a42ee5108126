/** A revision's environments and waiting invocations. Times in milliseconds. */
export interface Situation {
  /** So many invocations wait; so many of them longer than `PATIENCE_MS`. */
  waiting: number;
  overdue: number;
  oldestMs: number;
  /** How many environments exist, including starting ones; how many are starting. */
  present: number;
  starting: number;
  /** Since one was started or an invocation ended. */
  stalledMs: number;
  /** Undefined until there is something to compare with. */
  measured: Measurement | undefined;
  /** How many cores of the machine are idle. */
  idleCores: number;
  /** How many may start at a time; more would only slow each other down. */
  startingAtOnce: number;
}

/** The environments' latest measurements. */
export interface Measurement {
  /** The share of time in which the busy ones ran or were ready to; undefined if none was busy. */
  appetite: number | undefined;
  /** So many invocations ended in a millisecond. */
  rate: number;
  /** The share of time in which the engine itself ran or was ready to, 0 to 1. */
  engine: number;
}

/** How long an invocation waits for one of the working environments before another is considered. */
export const PATIENCE_MS = 20;
/** About as long as a start takes, on a quiet machine and on a busy one: a line that is gone by then needs none. */
const START_MS = { quiet: 50, busy: 500 };
/** An engine that works more than this keeps functions waiting, too. */
const ENGINE_BUSY = 0.6;
/** Busy environments that use less of their time than this wait for something else. */
const BOUND = 0.25;
/** So much of a core is enough for one more. */
const IDLE_CORE = 0.75;
/** Nobody waits longer while nothing happens, whatever was measured. */
const STALLED_MS = 500;

/**
 * How many environments to start now. On AWS each has its own processor, here they share the machine's: while functions are bound by it,
 * another one makes all of them slower, and its code is cold. So one starts when the present ones wait for something else (a timer, another
 * service, the function itself), or when a core is idle; and in any case when nothing has ended for half a second, so that nothing can wait
 * for itself.
 */
export function startsFor(situation: Situation): number {
  const { waiting, overdue, oldestMs, present, starting, stalledMs } = situation;
  const { measured, idleCores, startingAtOnce } = situation;
  const room = Math.max(0, startingAtOnce - starting);
  if (present === 0) return Math.min(waiting, room);
  // Each starting one is for a waiting invocation, however long its init takes.
  if (overdue === 0 || starting >= waiting) return 0;
  if (oldestMs >= STALLED_MS && stalledMs >= STALLED_MS) return 1;
  if (!measured) return 0;
  // As many as there are cores can work at once.
  if (present < startingAtOnce && waiting >= measured.rate * START_MS.quiet) return 1;
  const startMs = measured.engine > ENGINE_BUSY ? START_MS.busy : START_MS.quiet;
  if (waiting < measured.rate * startMs) return 0;
  const { appetite } = measured;
  if (appetite === undefined || appetite < BOUND) return Math.min(Math.max(0, overdue - starting), room);
  return starting === 0 && idleCores >= IDLE_CORE ? 1 : 0;
}
