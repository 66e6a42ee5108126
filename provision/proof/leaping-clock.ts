import { setTimeout as delay } from 'node:timers/promises';
import type { TestClock } from '../../emulator/store/clock.ts';
import type { Clock } from '../reconcile/wait.ts';

/** What really takes time (a file that is unzipped, a running call) gets a share of it for each skipped second. */
const REAL_SHARE = 1 / 400;
const LONGEST_REAL_MS = 25;

/**
 * The time of a program that shares a clock with the engine that it calls: time stands still while it works, and when it sleeps it jumps to
 * the time at which the first sleeper wakes. Hours pass in moments, in the same order each time.
 */
export function leapingClock(shared: TestClock): Clock {
  const wakes: number[] = [];
  let leaping = false;

  async function leap(): Promise<void> {
    leaping = true;
    for (let next = Math.min(...wakes); wakes.length > 0; next = Math.min(...wakes)) {
      const real = Math.min(LONGEST_REAL_MS, Math.ceil((next - shared.now()) * REAL_SHARE));
      await delay(Math.max(1, real));
      const now = Math.max(shared.now(), Math.min(...wakes));
      for (let index = wakes.length - 1; index >= 0; index -= 1) {
        if ((wakes[index] ?? 0) <= now) wakes.splice(index, 1);
      }
      shared.advance(now - shared.now());
    }
    leaping = false;
  }

  return {
    now: () => shared.now(),
    sleep(milliseconds) {
      const slept = shared.sleep(milliseconds);
      wakes.push(shared.now() + milliseconds);
      if (!leaping) void leap();
      return slept;
    },
  };
}
