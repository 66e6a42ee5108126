/** Response time at a memory size. */
export interface Point {
  readonly memoryMb: number;
  readonly responseMs: number;
}

/** A larger size has to be faster by more than this part to be worth its memory. */
const WORTH = 0.1;
/** What is less than this, in milliseconds, is not worth it either: it is the unit of what Lambda bills. */
const UNIT_MS = 1;

/**
 * The knee of a curve: the smallest memory size whose response time is within 10 %, or a millisecond, of the best one. Less
 * memory is noticeably slower, more is not noticeably faster. Undefined for no points.
 */
export function kneeOf(points: readonly Point[]): Point | undefined {
  const best = Math.min(...points.map(({ responseMs }) => responseMs));
  const enough = Math.max(best * (1 + WORTH), best + UNIT_MS);
  return points
    .filter(({ responseMs }) => responseMs <= enough)
    .reduce<Point | undefined>(
      (smallest, point) => (smallest && smallest.memoryMb <= point.memoryMb ? smallest : point),
      undefined,
    );
}
