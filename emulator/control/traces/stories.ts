import type { AboutPerson, CallEvent } from '../../edge/events.ts';
import type { Entry, KeptTraces } from './kept-traces.ts';

/** Unconfirmed sign-ups, each one trace over several requests. */
export interface Stories {
  /** Adds a call to the sign-up of its person, and returns that. */
  add(root: string, event: CallEvent, about: AboutPerson, bytes: number): Entry;
  clear(): void;
}

const BEGINS = new Set(['SignUp', 'AdminCreateUser']);
const ENDS = new Set(['ConfirmSignUp', 'AdminConfirmSignUp']);

/** Joins the requests of one person's sign-up: those about one user name of one pool, from SignUp until the confirmation. */
export function createStories(kept: Pick<KeptTraces, 'add' | 'join'>): Stories {
  const open = new Map<string, Entry>();

  /** When there are many, those with dropped traces go too. */
  function put(key: string, entry: Entry): void {
    open.set(key, entry);
    if (open.size % 1000 !== 0) return;
    for (const [other, { isGone }] of open) if (isGone) open.delete(other);
  }

  return {
    add(root, event, { userPoolId, userName }, bytes) {
      const key = `${userPoolId}/${userName}`;
      const own = kept.add(root, event, bytes);
      const isDone = event.status === 200;
      if (BEGINS.has(event.operation)) {
        if (isDone) put(key, own);
        return own;
      }
      const before = open.get(key);
      const story = before && !before.isGone ? before : own;
      if (story === own) put(key, own);
      else kept.join(own, story);
      if (isDone && ENDS.has(event.operation)) open.delete(key);
      return story;
    },
    clear: () => open.clear(),
  };
}
