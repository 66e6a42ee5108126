/** One figure of a run. */
export interface Figure {
  name: string;
  value: number;
  unit: 'µs' | 'ms' | 'MiB' | 'req/s' | '%' | 'calls' | '';
  /** The project's goal, as `≤ 5 ms`. */
  reach?: string;
}

/** The value below which a share (0 to 1) of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
