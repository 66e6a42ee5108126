import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { localClient } from '../local-client.ts';
import { type LogEvent, printLogEvent } from '../log-event.ts';
import { openLines } from '../open-lines.ts';
import type { Terminal } from '../terminal.ts';

export interface ShownLogs {
  endpoint: string;
  region: string;
  /** Names of log groups. A group that does not exist has no lines yet. */
  groups: readonly string[];
  /** Whether to follow until the engine ends. */
  follow: boolean;
}

/** Prints the lines of some log groups, oldest first, each line once. */
export async function showLogs(
  { endpoint, region, groups, follow }: ShownLogs,
  terminal: Terminal,
): Promise<void> {
  // It starts to follow before it reads the past: nothing is lost in between, and duplicates are dropped.
  const coming = follow ? await openLines(`${endpoint}/_gatehouse/events?type=log`) : undefined;
  using client = disposable(new CloudWatchLogsClient(localClient(endpoint, region)));
  const past = (await Promise.all(groups.map((group) => history(client.value, group)))).flat();
  for (const event of past.sort((a, b) => a.at - b.at)) printLogEvent(terminal, event);
  if (!coming) return;
  if (coming.status !== 200) {
    coming.close();
    terminal.line('This engine does not tell of lines as they come: make logs again shows them.');
    return;
  }
  const seen = new Set(past.map(nameOf));
  for await (const line of coming.lines) {
    const event = JSON.parse(line) as LogEvent;
    if (groups.includes(event.group) && !seen.delete(nameOf(event))) printLogEvent(terminal, event);
  }
  terminal.line('The engine has ended.');
}

function nameOf({ at, group, message }: LogEvent): string {
  return `${at} ${group} ${message}`;
}

async function history(client: CloudWatchLogsClient, group: string): Promise<LogEvent[]> {
  const found: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await client.send(new FilterLogEventsCommand({ logGroupName: group, nextToken }));
      found.push(...(page.events ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return found.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, group, message }));
}

function disposable<T extends { destroy(): void }>(value: T): Disposable & { value: T } {
  return { value, [Symbol.dispose]: () => value.destroy() };
}
