import { useState } from 'preact/hooks';
import { useEvents } from '../../data/events.ts';
import { useLoaded } from '../../data/load.ts';
import { type LogLine, newestLines } from '../../data/log-lines.ts';
import { address } from '../../parts/address.ts';
import { Show } from '../../parts/loaded.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';

interface Line extends LogLine {
  /** The request or invocation that wrote it. */
  readonly requestId: string | undefined;
}

/** How many lines are shown, the newest. */
const MOST = 500;

/** The lines of a log group, and new ones as they come. `search` is a CloudWatch Logs filter pattern for the present ones. */
export function LogLines({ group, search }: { group: string; search: string }) {
  const [fresh, setFresh] = useState<readonly Line[]>([]);
  const loaded = useLoaded(async () => {
    const lines = await newestLines(group, search, MOST);
    setFresh([]);
    return lines.map(({ at, message }) => lineOf(at, message));
  }, [group, search]);
  useEvents(
    ['log'],
    (events) => {
      const mine = events.filter((event) => event.group === group && event.message.includes(search));
      if (mine.length > 0)
        setFresh((before) => [...before, ...mine.map(({ at, message }) => lineOf(at, message))].slice(-MOST));
    },
    loaded.reload,
  );
  return (
    <Show loaded={loaded} what="the lines">
      {(known) => {
        const lines = [...known, ...fresh].slice(-MOST).reverse();
        if (lines.length === 0)
          return (
            <Empty icon="logs" title={search ? 'No line has this' : 'No line yet'}>
              Lines appear here as they are written.
            </Empty>
          );
        return (
          <ul class="log" aria-label={`Lines of ${group}, newest first`}>
            {lines.map(({ at, message, requestId }, index) => (
              <li key={`${lines.length - index} ${at}`}>
                <Time at={at} />
                <span>
                  {message.trimEnd()} {requestId && <a href={address(['requests', requestId])}>trace</a>}
                </span>
              </li>
            ))}
          </ul>
        );
      }}
    </Show>
  );
}

const REQUEST = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/;

function lineOf(at: number, message: string): Line {
  return { at, message, requestId: REQUEST.exec(message)?.[0] };
}
