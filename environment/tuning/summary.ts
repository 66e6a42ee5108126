import type { Measured } from './measure.ts';
import { type Architecture, usdPerMillion } from './price.ts';

/** The figures of one memory size; times in milliseconds, of warm runs where nothing else is said. */
export interface Row {
  readonly memoryMb: number;
  /** As the client sees it: the median, and what 95 of 100 do not exceed. */
  readonly responseMs: number;
  readonly responseP95Ms: number;
  /** As the REPORT lines tell it, the median. */
  readonly durationMs: number;
  /** The average, since that is what is paid. */
  readonly billedMs: number;
  readonly usdPerMillion: number;
  /** Requests that waited for a new environment, and the init in them, the medians; undefined when the log tells of no init. */
  readonly firstResponseMs: number;
  readonly initMs: number | undefined;
  readonly maxMemoryMb: number;
}

/** Sums up what was measured at one size. Runs with an init are cold, and count for nothing but it and the memory. */
export function rowOf(
  { memoryMb, firstResponsesMs, responsesMs, reports }: Measured,
  architecture: Architecture,
): Row {
  const inits = reports.flatMap(({ initMs }) => (initMs === undefined ? [] : [initMs]));
  const warm = inits.length < reports.length ? reports.filter(({ initMs }) => initMs === undefined) : reports;
  const billedMs = warm.reduce((sum, report) => sum + report.billedMs, 0) / warm.length;
  return {
    memoryMb,
    responseMs: quantile(responsesMs, 0.5),
    responseP95Ms: quantile(responsesMs, 0.95),
    durationMs: quantile(
      warm.map(({ durationMs }) => durationMs),
      0.5,
    ),
    billedMs,
    usdPerMillion: usdPerMillion(billedMs, memoryMb, architecture),
    firstResponseMs: quantile(firstResponsesMs, 0.5),
    initMs: inits.length > 0 ? quantile(inits, 0.5) : undefined,
    maxMemoryMb: Math.max(...reports.map(({ maxMemoryMb }) => maxMemoryMb)),
  };
}

/** The value that a part of the values does not exceed, by linear interpolation between the two nearest. NaN for no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
