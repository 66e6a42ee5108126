import type { Progress } from './progress.ts';
import { type Clock, seconds } from './wait.ts';

/**
 * Progress as plain lines, each with the time since the start: for logs, pipes and CI. `create`d resources are told once
 * they are done; what fails and what is waited for, when it happens.
 */
export function plainProgress(clock: Clock, write: (line: string) => void): Progress {
  const began = clock.now();
  const starts = new Map<string, number>();
  const line = (text: string) => write(`${seconds(clock.now() - began).padStart(7)}  ${text}`);
  return {
    started: (id) => starts.set(id, clock.now()),
    done: (id, what) => line(`✓ ${what} (${seconds(clock.now() - (starts.get(id) ?? began))})`),
    failed: (_id, what, reason) => line(`✗ ${what}: ${reason}`),
    waiting: (what) => line(`… ${what}`),
  };
}
