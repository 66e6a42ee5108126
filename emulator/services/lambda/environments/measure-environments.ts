import { type Measured, measureAppetite } from './appetite.ts';
import { type Measurement, PATIENCE_MS } from './growth.ts';

/**
 * While invocations wait there is a look every `PATIENCE_MS`. A look this late, in milliseconds, says nothing about the functions: the
 * engine was busy and they waited for it, or nothing has waited meanwhile.
 */
const LATE_MS = 3 * PATIENCE_MS;
/** The number of finished invocations is counted over so many milliseconds, so that a short pause of the machine does not matter. */
const RATE_OVER_MS = 500;

/**
 * Measures a revision's environments, at most once in `PATIENCE_MS`; called while invocations wait, with the number of finished ones so
 * far. Undefined while there is nothing to compare with.
 */
export function measureEnvironments(
  environments: () => Iterable<Measured>,
): (finished: number) => Measurement | undefined {
  let appetiteOf = measureAppetite();
  let at = Number.NEGATIVE_INFINITY;
  let latest: Measurement | undefined;
  let engineBefore = performance.eventLoopUtilization();
  let counts: { at: number; finished: number }[] = [];
  return (finished) => {
    const now = performance.now();
    const age = now - at;
    if (age < PATIENCE_MS) return latest;
    at = now;
    const late = age > LATE_MS;
    if (late) appetiteOf = measureAppetite();
    const appetite = appetiteOf(environments());
    const engineNow = performance.eventLoopUtilization();
    const { utilization: engine } = performance.eventLoopUtilization(engineNow, engineBefore);
    engineBefore = engineNow;
    counts = counts.filter((count) => now - count.at <= RATE_OVER_MS);
    const [first] = counts;
    counts.push({ at: now, finished });
    latest =
      late || !first ? undefined : { appetite, engine, rate: (finished - first.finished) / (now - first.at) };
    return latest;
  };
}
