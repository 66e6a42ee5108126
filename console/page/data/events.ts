import { useEffect, useRef } from 'preact/hooks';
import type { EventOf, EventType } from '../../../emulator/edge/events.ts';
import { reach } from './engine.ts';

/** The pause before a broken stream is reopened, in milliseconds. */
const PAUSE = 1_000;
/** The page redraws for events at most this often, in milliseconds: it shares the machine with the gate. */
const APART = 200;
/** How many events wait for the next drawing; beyond that the oldest are dropped. */
const MOST = 10_000;

/**
 * Passes the engine's events on while the component exists, collected until the browser draws next. Calls `onBreak` when the stream was
 * reopened after a break: reload what happened meanwhile.
 */
export function useEvents<Type extends EventType>(
  types: readonly Type[],
  onEvents: (events: readonly EventOf<Type>[]) => void,
  onBreak?: () => void,
): void {
  const handlers = useRef({ onEvents, onBreak });
  handlers.current = { onEvents, onBreak };
  const asked = types.join(',');
  useEffect(() => {
    const abort = new AbortController();
    const gathered = gather<EventOf<Type>>((events) => handlers.current.onEvents(events), abort.signal);
    void follow(asked, gathered, () => handlers.current.onBreak?.(), abort.signal);
    return () => abort.abort();
  }, [asked]);
}

function gather<Event>(
  tell: (events: readonly Event[]) => void,
  signal: AbortSignal,
): (event: Event) => void {
  let waiting: Event[] = [];
  let due = false;
  let last = 0;
  const flush = () => {
    const events = waiting;
    [waiting, due, last] = [[], false, performance.now()];
    if (!signal.aborted) tell(events);
  };
  return (event) => {
    waiting.push(event);
    if (waiting.length > MOST) waiting.splice(0, MOST / 10);
    if (due) return;
    due = true;
    const wait = Math.max(0, last + APART - performance.now());
    setTimeout(() => requestAnimationFrame(flush), wait);
  };
}

async function follow<Event>(
  types: string,
  tell: (event: Event) => void,
  reopened: () => void,
  signal: AbortSignal,
): Promise<void> {
  for (let opened = 0; !signal.aborted; opened += 1) {
    try {
      const response = await reach(`/_gatehouse/events?type=${types}`, { signal });
      if (opened > 0) reopened();
      await readLines(response, tell);
    } catch {
      // The engine is gone, or this page is.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

async function readLines<Event>({ body }: Response, tell: (event: Event) => void): Promise<void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return;
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) tell(JSON.parse(line) as Event);
  }
}
