import { readFileSync } from 'node:fs';

/** One environment, as far as its use of the processor is measured. Both times are totals since its start, in milliseconds. */
export interface Measured {
  readonly pid: number | undefined;
  /** The time in which an invocation was in it. */
  readonly busyMs: number;
  /** The CPU time that its process had when it last told. */
  readonly reportedCpuMs: number;
}

interface Totals {
  busyMs: number;
  wantedMs: number;
}

/** So many environments are looked at: their share tells of all, and a look stays below a millisecond. */
const LOOKED_AT = 16;

/** What a look counts beside the one before it: one moment of a busy engine or a busy machine does not decide. */
const MEMORY = 0.5;

/**
 * Makes what tells whether environments are bound by the processor or wait for something else: the share of their busy time in which
 * they ran or were ready to run, 0 to 1, since the last calls. Undefined when none was busy.
 *
 * The kernel tells both (`/proc/<pid>/schedstat`, Linux). Elsewhere it is the CPU time that a process tells with its answers, which
 * knows nothing of a run that is not over.
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

/** How long the main thread of a process, the one that runs the function's code, has run and has been ready to. */
function wantedMs({ pid, reportedCpuMs }: Measured): number {
  try {
    const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ').map(Number);
    return (ran + waited) / 1e6;
  } catch {
    // No Linux, or it has ended.
    return reportedCpuMs;
  }
}
