import { errorFields, type Log } from '../shared/log.ts';
import type { UseNoter } from '../shared/person-store.ts';
import type { Use } from './judge.ts';

/** What {@link noteUses} works with. */
export interface NoteUsesDeps {
  store: UseNoter;
  log: Log;
  /** Runs something when the answer of the invocation is on its way; `setImmediate` of Node.js. */
  later: (write: () => void) => void;
}

/**
 * Answers a function that writes down in which hour a credential was used, without keeping an answer waiting: it begins to write when
 * the answer is on its way, and nobody waits for the end. Each process tries a credential once an hour; the store's condition makes that
 * once among all of them.
 *
 * Lambda stops a process between invocations (Developer Guide, "Lambda execution environment lifecycle"): a write that it stops in
 * the middle ends with the next invocation, or never, when there is none; then the hour is missing until the credential is used
 * in another process or hour. A failure is logged, and tried again at the next use: no request is refused for it.
 */
export function noteUses({ store, log, later }: NoteUsesDeps): (use: Use, requestId: string) => void {
  let current = '';
  const noted = new Set<string>();
  return ({ key, hour }, requestId) => {
    if (hour !== current) noted.clear();
    current = hour;
    if (noted.has(key)) return;
    noted.add(key);
    later(() => {
      store.noteUse(key, hour).catch((error: unknown) => {
        noted.delete(key);
        const message = 'the hour of a use was not noted';
        log({ level: 'warn', message, outcome: 'use-not-noted', requestId, ...errorFields(error) });
      });
    });
  };
}
