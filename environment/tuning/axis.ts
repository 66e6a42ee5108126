/** Values from 0, and their place on a picture. */
export interface Axis {
  /** Round numbers, the first of them 0, the last not below the largest value. */
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** An axis from 0 to a round number above all values, in four to eight steps; `start` is where 0 is, `end` the last tick. */
export function axisFromZero(values: readonly number[], start: number, end: number): Axis {
  const largest = Math.max(...values) || 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step =
    [0.2, 0.25, 0.5, 1, 2].map((part) => part * power).find((size) => largest / size <= 6) ?? power;
  const steps = Math.ceil(largest / step);
  const ticks = Array.from({ length: steps + 1 }, (_, n) => Number((n * step).toPrecision(12)));
  return { ticks, at: (value) => start + (value / (steps * step)) * (end - start) };
}

/** Places of sizes on an axis on which each doubling has the same length. A single size is in the middle. */
export function doublingAxis(sizes: readonly number[], start: number, end: number): (size: number) => number {
  const low = Math.log2(Math.min(...sizes));
  const span = Math.log2(Math.max(...sizes)) - low;
  return (size) =>
    span === 0 ? (start + end) / 2 : start + ((Math.log2(size) - low) / span) * (end - start);
}
