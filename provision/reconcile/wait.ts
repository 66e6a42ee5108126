import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from './progress.ts';
import { ReaderError } from './reader-error.ts';

/** Time, which a test can control. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds) => {
    await delay(milliseconds);
  },
};

/** What a look found: the awaited value, or the state it is in instead. */
export type Seen<T> = { readonly ready: T } | { readonly state: string };

export interface Wait<T> {
  /** What is awaited, as in "waiting for <what>": `function x to be Active`. */
  readonly what: string;
  look(): Promise<Seen<T>>;
  /** Milliseconds after which it gives up. */
  readonly patience: number;
  /** Milliseconds between looks at most; the first looks come sooner. */
  readonly interval: number;
  /** What to check if it never comes: a sentence. */
  readonly advice: string;
}

const SOONEST = 50;
const REPORT_EVERY = 2_000;

/**
 * Looks until the awaited thing is there. Reports the elapsed time and the state now and then. Throws ReaderError with the last state when
 * `patience` is over, and anything that `look` throws.
 */
export async function waitFor<T>(wait: Wait<T>, run: { clock: Clock; progress: Progress }): Promise<T> {
  const began = run.clock.now();
  let reported = began - REPORT_EVERY + 500;
  for (let pause = SOONEST; ; pause = Math.min(pause * 2, wait.interval)) {
    const seen = await wait.look();
    if ('ready' in seen) return seen.ready;
    const elapsed = run.clock.now() - began;
    if (elapsed + pause > wait.patience) {
      throw new ReaderError(
        `Gave up waiting for ${wait.what} after ${seconds(elapsed)}; last seen: ${seen.state}. ${wait.advice}`,
      );
    }
    if (run.clock.now() - reported >= REPORT_EVERY) {
      reported = run.clock.now();
      run.progress.waiting(`waiting for ${wait.what} (${seconds(elapsed)}): ${seen.state}`);
    }
    await run.clock.sleep(pause);
  }
}

/** `3 s`, `0.4 s`. */
export function seconds(milliseconds: number): string {
  return `${milliseconds < 9_950 ? (milliseconds / 1000).toFixed(1) : Math.round(milliseconds / 1000)} s`;
}
