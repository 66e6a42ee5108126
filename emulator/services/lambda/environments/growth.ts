/** What is known of the environments of a revision, and of those who wait for one. Times in milliseconds. */
export interface Situation {
  /** So many invocations wait; so many of them longer than `PATIENCE_MS`. */
  waiting: number;
  overdue: number;
  oldestMs: number;
  /** So many environments are there, those included that start; so many start. */
  present: number;
  starting: number;
  /** Since one was started last or an invocation ended. */
  stalledMs: number;
  /** Undefined until there is something to compare with. */
  measured: Measurement | undefined;
  /** So many of the machine's cores have nothing to do. */
  idleCores: number;
  /** So many may start at a time; more would only slow each other down. */
  startingAtOnce: number;
}

/** What was measured of the environments lately. */
export interface Measurement {
  /** The share of their time in which the busy ones ran or were ready to; undefined when none was busy. */
  appetite: number | undefined;
  /** So many invocations ended in a millisecond. */
  rate: number;
  /** The share of its time in which the engine itself was at work or ready to, 0 to 1. */
  engine: number;
}

/** How long an invocation waits for one of the environments that work before a further one is thought of. */
export const PATIENCE_MS = 20;
/** As long as a start takes about, on a quiet machine and on one at its limit: a line that is gone by then needs none. */
const START_MS = { quiet: 50, busy: 500 };
/** An engine that is at work for more than this keeps functions waiting, too. */
const ENGINE_BUSY = 0.6;
/** Busy environments that want less of their time than this wait for something else. */
const BOUND = 0.25;
/** So much of a core is enough for one more. */
const IDLE_CORE = 0.75;
/** Nobody waits longer while nothing happens, whatever was measured. */
const STALLED_MS = 500;

/**
 * How many environments to start now. On AWS each has a processor of its own, here they share those of the machine: while functions
 * are bound by it, a further one makes all of them slower, and its code is cold. So one is started when those that are there wait for
 * something else (a timer, another service, the function itself), or when a core is idle; and whatever was measured, when nothing
 * has ended for half a second, so that nothing can wait for itself.
 */
export function startsFor(situation: Situation): number {
  const { waiting, overdue, oldestMs, present, starting, stalledMs } = situation;
  const { measured, idleCores, startingAtOnce } = situation;
  const room = Math.max(0, startingAtOnce - starting);
  if (present === 0) return Math.min(waiting, room);
  // Each that starts is for one who waits, however long its init takes.
  if (overdue === 0 || starting >= waiting) return 0;
  if (oldestMs >= STALLED_MS && stalledMs >= STALLED_MS) return 1;
  if (!measured) return 0;
  // As many as there are cores can be at work at once.
  if (present < startingAtOnce && waiting >= measured.rate * START_MS.quiet) return 1;
  const startMs = measured.engine > ENGINE_BUSY ? START_MS.busy : START_MS.quiet;
  if (waiting < measured.rate * startMs) return 0;
  const { appetite } = measured;
  if (appetite === undefined || appetite < BOUND) return Math.min(Math.max(0, overdue - starting), room);
  return starting === 0 && idleCores >= IDLE_CORE ? 1 : 0;
}
