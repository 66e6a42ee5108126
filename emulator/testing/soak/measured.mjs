// @ts-check
/**
 * Loaded into an engine's process by `--import`, together with `--expose-gc`. Answers `memory` with what is in use after a garbage
 * collection, in bytes, and `delay` with the longest time for which the event loop was held up since the last question, in milliseconds.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

process.on('message', async (word) => {
  if (word === 'memory') {
    // Finalizers run between two collections.
    for (let round = 0; round < 2; round += 1) {
      globalThis.gc?.();
      await pause(1);
    }
    const { heapUsed, external, rss } = process.memoryUsage();
    process.send?.({ inUse: heapUsed + external, rss });
  }
  if (word === 'delay') {
    process.send?.({ longestMs: delay.max / 1e6 });
    delay.reset();
  }
});
