import { engine } from './engine.ts';
import { useEvents } from './events.ts';
import { type Loaded, useLoaded } from './load.ts';

/** What would have been sent to a person. */
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

/** Every message, newest first, and those that come. */
export function useInbox(): Loaded<readonly Mail[]> {
  const loaded = useLoaded((signal) => engine<readonly Mail[]>('inbox', { signal }), []);
  useEvents(['mail', 'reset'], loaded.reload, loaded.reload);
  return loaded;
}

export async function emptyInbox(): Promise<void> {
  await engine('inbox', { method: 'DELETE' });
}
