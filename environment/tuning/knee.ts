/** Response time at a memory size. */
export interface Point {
  readonly memoryMb: number;
  readonly responseMs: number;
}

/** Memory that makes a request faster by less than this part of its time, */
const LITTLE = 0.1;
/** or by less than so many milliseconds, the unit of Lambda's bill, gains nothing. */
const UNIT_MS = 1;
/** A distance that does not count. */
const ROUNDING = 1e-9;

/**
 * The knee of a curve of response time over doublings of memory: where it lies farthest below the straight line from its first point to its
 * last, both axes scaled to the same length (Satopää and others, "Finding a 'Kneedle' in a Haystack", 2011). That is where more memory
 * stops gaining much. A larger size that was slower counts as fast as the ones below it. A flat curve's knee is the smallest size;
 * undefined for a curve without a bend, such as two points, and for no points.
 */
export function kneeOf(points: readonly Point[]): Point | undefined {
  const curve = points.toSorted((a, b) => a.memoryMb - b.memoryMb);
  const [first] = curve;
  const last = curve.at(-1);
  if (!first || !last) return undefined;
  const best = Math.min(...curve.map(({ responseMs }) => responseMs));
  const gain = first.responseMs - best;
  if (gain < UNIT_MS || gain < first.responseMs * LITTLE) return first;
  let fastest = first.responseMs;
  let knee: Point | undefined;
  let farthest = ROUNDING;
  for (const point of curve) {
    fastest = Math.min(fastest, point.responseMs);
    const across = Math.log2(point.memoryMb / first.memoryMb) / Math.log2(last.memoryMb / first.memoryMb);
    const below = (first.responseMs - fastest) / gain - across;
    if (below > farthest) {
      farthest = below;
      knee = point;
    }
  }
  return knee;
}
