import { type Measured, measureAppetite } from './appetite.ts';
import { type Measurement, PATIENCE_MS } from './growth.ts';

/** What is older says nothing of now, in milliseconds. */
const STALE_MS = 500;

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
  return (finished) => {
    const age = performance.now() - at;
    if (age < PATIENCE_MS) return latest;
    const stale = age > STALE_MS;
    if (stale) appetiteOf = measureAppetite();
    const appetite = appetiteOf(environments());
    latest = stale ? undefined : { appetite, rate: (finished - finishedBefore) / age };
    finishedBefore = finished;
    at = performance.now();
    return latest;
  };
}
