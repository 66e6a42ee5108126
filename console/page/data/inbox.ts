import { useRef } from 'preact/hooks';
import { engine } from './engine.ts';
import { useEvents } from './events.ts';
import { type Loaded, useLoaded } from './load.ts';

/** A message to a person that the engine kept. */
export interface Mail {
  readonly id: string;
  readonly at: number;
  readonly userPoolId: string;
  readonly to: string;
  readonly medium: string;
  readonly username: string;
  readonly purpose: string;
  readonly subject: string;
  readonly body: string;
  readonly code?: string;
}

/** Whose messages: all, or those of one person. */
export interface InboxQuery {
  readonly userPoolId?: string;
  readonly username?: string;
}

/** The messages, newest first, and new ones as they come: only those are read then, since the inbox keeps ten thousand. */
export function useInbox(query: InboxQuery = {}): Loaded<readonly Mail[]> {
  const { userPoolId = '', username = '' } = query;
  const asked = JSON.stringify([userPoolId, username]);
  const known = useRef<{ readonly asked: string; readonly mails: readonly Mail[] } | undefined>(undefined);
  const loaded = useLoaded(
    async (signal) => {
      const before = known.current?.asked === asked ? known.current.mails : [];
      const after = before[0]?.id;
      const fresh = await readInbox({ ...query, ...(after !== undefined && { after }) }, signal);
      const ids = new Set(fresh.map(({ id }) => id));
      const mails = [...fresh, ...before.filter(({ id }) => !ids.has(id))].slice(0, MOST);
      known.current = { asked, mails };
      return mails;
    },
    [asked],
  );
  const anew = () => {
    known.current = undefined;
    loaded.reload();
  };
  useEvents(['mail'], loaded.reload, anew);
  useEvents(['reset'], anew);
  return { ...loaded, reload: anew };
}

/** As many as the engine keeps. */
const MOST = 10_000;

function readInbox(query: object, signal: AbortSignal): Promise<readonly Mail[]> {
  const search = new URLSearchParams(Object.entries(query)).toString();
  return engine<readonly Mail[]>(`inbox${search && `?${search}`}`, { signal });
}

export async function emptyInbox(): Promise<void> {
  await engine('inbox', { method: 'DELETE' });
}
