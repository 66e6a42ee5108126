import { readFileSync } from 'node:fs';

/** An environment's use of the processor. Both times are totals since its start, in milliseconds. */
export interface Measured {
  readonly pid: number | undefined;
  /** The time with an invocation in it. */
  readonly busyMs: number;
  /** Its process's CPU time at the last report. */
  readonly reportedCpuMs: number;
}

interface Totals {
  busyMs: number;
  wantedMs: number;
}

/** How many environments are sampled: their share stands for all, and a look stays below a millisecond. */
const LOOKED_AT = 16;

/** The weight of a look beside the one before it: one moment of a busy engine or machine does not decide. */
const MEMORY = 0.5;

/**
 * Measures whether environments are bound by the processor or wait for something else: the share of their busy time in which they ran or
 * were ready to run, 0 to 1, since the last call. Undefined if none was busy.
 *
 * The kernel knows both (`/proc/<pid>/schedstat`, Linux). Elsewhere it uses the CPU time that a process reports with its answers, which
 * does not include a running invocation.
 */
export function measureAppetite(wanted = wantedMs): (environments: Iterable<Measured>) => number | undefined {
  let before = new Map<Measured, Totals>();
  let busyMs = 0;
  let demandMs = 0;
  return (environments) => {
    busyMs *= MEMORY;
    demandMs *= MEMORY;
    const after = new Map<Measured, Totals>();
    for (const environment of environments) {
      if (after.size === LOOKED_AT) break;
      const totals = { busyMs: environment.busyMs, wantedMs: wanted(environment) };
      after.set(environment, totals);
      const earlier = before.get(environment);
      if (!earlier) continue;
      const busy = totals.busyMs - earlier.busyMs;
      busyMs += busy;
      demandMs += Math.min(busy, Math.max(0, totals.wantedMs - earlier.wantedMs));
    }
    before = after;
    return busyMs > 0 ? demandMs / busyMs : undefined;
  };
}

/** How long a process's main thread, which runs the function's code, has run and has been ready to. */
function wantedMs({ pid, reportedCpuMs }: Measured): number {
  try {
    const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ').map(Number);
    return (ran + waited) / 1e6;
  } catch {
    // Not Linux, or it has ended.
    return reportedCpuMs;
  }
}
