import type { EngineEvent, EventType } from '../../emulator/edge/events.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { openLines } from '../open-lines.ts';

/** The stream of an engine's events. */
export interface FollowedEvents extends AsyncDisposable {
  /** Resolves when the stream is over: the engine has ended, or this was disposed of. */
  readonly ended: Promise<void>;
}

/** Passes on the events of the engine at `endpoint` from now on. Throws ReaderError if it cannot follow. */
export async function followEvents(
  endpoint: string,
  types: readonly EventType[],
  happened: (event: EngineEvent) => void,
): Promise<FollowedEvents> {
  const { status, lines, close } = await openLines(`${endpoint}/_gatehouse/events?type=${types.join(',')}`);
  if (status !== 200) {
    close();
    throw new ReaderError(`The engine at ${endpoint} does not tell what happens: it answers ${status}.`);
  }
  const ended = readAll();
  return {
    ended,
    async [Symbol.asyncDispose]() {
      close();
      await ended;
    },
  };

  async function readAll(): Promise<void> {
    for await (const line of lines) happened(JSON.parse(line) as EngineEvent);
  }
}
