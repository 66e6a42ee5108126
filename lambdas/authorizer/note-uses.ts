import { errorFields, type Log } from '../shared/log.ts';
import type { UseNoter } from '../shared/person-store.ts';
import type { Use } from './judge.ts';

/** What {@link noteUses} works with. */
export interface NoteUsesDeps {
  store: UseNoter;
  log: Log;
  /** Runs something after the invocation's answer has left; `setImmediate` of Node.js. */
  later: (write: () => void) => void;
}

/**
 * Returns a function that stores the hour in which a credential was used, without delaying the answer: it starts to write after the answer
 * has left, and nobody waits for it. Each process tries once an hour for a credential; the store's condition makes that once among all
 * processes.
 *
 * Lambda freezes a process between invocations (Developer Guide, "Lambda execution environment lifecycle"). An interrupted write finishes
 * with the next invocation. Without one, the hour is missing until the credential is used in another process or hour. A failure is logged
 * and retried at the next use; no request fails because of it.
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
