import type { Progress } from './progress.ts';
import { type Clock, seconds } from './wait.ts';

/**
 * Progress as plain lines, each with the time since the start: for logs, pipes and CI. Reports finished steps with their duration; failures
 * and waits when they happen.
 */
export function plainProgress(clock: Clock, write: (line: string) => void): Progress {
  const began = clock.now();
  const starts = new Map<string, number>();
  const line = (text: string) => write(`${seconds(clock.now() - began).padStart(7)}  ${text}`);
  return {
    begin: () => undefined,
    started: ({ id }) => starts.set(id, clock.now()),
    done: ({ id, what }) => line(`✓ ${what} (${seconds(clock.now() - (starts.get(id) ?? began))})`),
    failed: ({ what }, reason) => line(`✗ ${what}: ${reason}`),
    waiting: (what) => line(`… ${what}`),
    end: () => Promise.resolve(),
  };
}
