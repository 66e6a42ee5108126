import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from './progress.ts';
import { ReaderError } from './reader-error.ts';

/** Time, so that a test can make it pass. */
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

/** What a look at the awaited thing found: the value that was waited for, or the state it is in instead. */
export type Seen<T> = { readonly ready: T } | { readonly state: string };

export interface Wait<T> {
  /** What is waited for, as in "waiting for <what>": `function x to be Active`. */
  readonly what: string;
  look(): Promise<Seen<T>>;
  /** Milliseconds after which it is given up. */
  readonly patience: number;
  /** Milliseconds between looks at most; the first looks come sooner. */
  readonly interval: number;
  /** What to check when it never comes: a sentence. */
  readonly advice: string;
}

const SOONEST = 50;
const REPORT_EVERY = 2_000;

/**
 * Looks until what is waited for is there. Says so on the progress now and then, with the time that went by and the state
 * seen. Throws ReaderError with the last state seen when `patience` is over, and whatever `look` throws.
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
