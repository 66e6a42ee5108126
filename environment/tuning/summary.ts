import type { Measured } from './measure.ts';
import { type Architecture, usdPerMillion } from './price.ts';

/** The figures of one memory size; times in milliseconds, of warm runs unless noted. */
export interface Row {
  readonly memoryMb: number;
  /** As the client sees it: the median, and the 95th percentile. */
  readonly responseMs: number;
  readonly responseP95Ms: number;
  /** From the REPORT lines, the median. */
  readonly durationMs: number;
  /** The average, because that is what is billed. */
  readonly billedMs: number;
  readonly usdPerMillion: number;
  /** Requests that waited for a new environment, and its init, the medians; undefined if the log shows no init. */
  readonly firstResponseMs: number;
  readonly initMs: number | undefined;
  readonly maxMemoryMb: number;
}

/** Sums up one size's results. Runs with an init are cold, and only count for the init and the memory. */
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

/** A quantile, by linear interpolation between the two nearest values. NaN for no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
