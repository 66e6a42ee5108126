import { cpus } from 'node:os';

/** The kernel counts in ticks of up to 10 ms: shorter times say little. */
const SHORTEST_MS = 100;
/** Longer times say nothing about now. */
const LONGEST_MS = 1_000;

/** Measures how many of the machine's cores were idle lately, on average; 0 while unknown. */
export function measureIdleCores(
  now: () => number = () => performance.now(),
  read: () => CoreTimes = coreTimes,
): () => number {
  let at = Number.NEGATIVE_INFINITY;
  let before: CoreTimes = { idle: 0, total: 0, cores: 0 };
  let latest = 0;
  return () => {
    const age = now() - at;
    if (age < SHORTEST_MS) return latest;
    const after = read();
    const total = after.total - before.total;
    latest = age <= LONGEST_MS && total > 0 ? (after.cores * (after.idle - before.idle)) / total : 0;
    before = after;
    at = now();
    return latest;
  };
}

/** The time that all cores together have had, and have been idle for, in milliseconds. */
export interface CoreTimes {
  idle: number;
  total: number;
  cores: number;
}

function coreTimes(): CoreTimes {
  let idle = 0;
  let total = 0;
  const all = cpus();
  for (const { times } of all) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total, cores: all.length };
}
