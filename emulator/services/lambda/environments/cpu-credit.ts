/**
 * The length of a period in milliseconds, like a kernel's quota. AWS does not document it; from outside, pauses end every 20 ms (measured
 * by the projects lambda-throttling and lambda-dispatch of pwrdrvr).
 */
export const PERIOD_MS = 20;

/** A function has one vCPU at this size, else less or more in proportion (developer guide, "Configure Lambda function memory"). */
const MB_OF_ONE_VCPU = 1769;

/** The part of a core that a memory size buys; above 1 for more than a core. */
export function shareOf(memoryMb: number): number {
  return memoryMb / MB_OF_ONE_VCPU;
}

/**
 * A process's credit, in milliseconds of CPU: it pays for what it used, and gets a quota with every period. What a period leaves over is
 * lost, and overuse is a debt that the next ones pay off. Waiting costs nothing.
 */
export function creditAfter(
  credit: number,
  { usedMs, periods, quotaMs }: { usedMs: number; periods: number; quotaMs: number },
): number {
  return Math.min(credit - usedMs + periods * quotaMs, quotaMs);
}

/** How long a process in debt must stand still: until the period that pays off the rest begins. 0 without a debt. */
export function pauseOf(credit: number, { nowMs, quotaMs }: { nowMs: number; quotaMs: number }): number {
  if (credit >= 0) return 0;
  const periods = Math.ceil(-credit / quotaMs);
  return (Math.floor(nowMs / PERIOD_MS) + periods) * PERIOD_MS - nowMs;
}
