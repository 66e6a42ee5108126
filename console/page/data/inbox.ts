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

/** All messages, newest first, and new ones as they come. */
export function useInbox(): Loaded<readonly Mail[]> {
  const loaded = useLoaded((signal) => engine<readonly Mail[]>('inbox', { signal }), []);
  useEvents(['mail', 'reset'], loaded.reload, loaded.reload);
  return loaded;
}

export async function emptyInbox(): Promise<void> {
  await engine('inbox', { method: 'DELETE' });
}
