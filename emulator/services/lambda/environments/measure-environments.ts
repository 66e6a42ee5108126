import { type Measured, measureAppetite } from './appetite.ts';
import { type Measurement, PATIENCE_MS } from './growth.ts';

/**
 * While invocations wait there is a look every `PATIENCE_MS`. One that comes so late, in milliseconds, says nothing of the functions: the
 * engine was held up itself and they waited for it, or nothing has waited meanwhile.
 */
const LATE_MS = 3 * PATIENCE_MS;

/**
 * Makes what measures the environments of a revision, at most once in `PATIENCE_MS`; it is called while invocations wait, with the
 * number of those that have ended so far. Undefined while there is nothing to compare with.
 */
export function measureEnvironments(
  environments: () => Iterable<Measured>,
): (finished: number) => Measurement | undefined {
  let appetiteOf = measureAppetite();
  let at = Number.NEGATIVE_INFINITY;
  let finishedBefore = 0;
  let latest: Measurement | undefined;
  let engineBefore = performance.eventLoopUtilization();
  return (finished) => {
    const age = performance.now() - at;
    if (age < PATIENCE_MS) return latest;
    const late = age > LATE_MS;
    if (late) appetiteOf = measureAppetite();
    const appetite = appetiteOf(environments());
    const engine = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(engine, engineBefore);
    latest = late ? undefined : { appetite, rate: (finished - finishedBefore) / age, engine: utilization };
    engineBefore = engine;
    finishedBefore = finished;
    at = performance.now();
    return latest;
  };
}
