import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { readOutputs } from '../../provision/outputs.ts';
import { chosenFunctions } from '../choose-functions.ts';
import { engineUp } from '../engine-up.ts';
import { localClient } from '../local-client.ts';
import { type LogEvent, printLogEvent } from '../log-event.ts';
import { openLines } from '../open-lines.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Prints what the functions have logged, oldest first, and on a terminal goes on as more comes until Ctrl-C.
 * Off a terminal it ends with the last line there is. F chooses one function by the end of its name, as `authorizer`. Throws ReaderError
 * for one that there is not.
 */
export async function logs(settings: Settings, terminal: Terminal): Promise<void> {
  const endpoint = await engineUp(settings);
  const { functions, region } = await readOutputs(settings.stateDir);
  const groups = chosenFunctions(Object.values(functions), settings.given['F']).map(
    (name) => `/aws/lambda/${name}`,
  );
  const follow = process.stdout.isTTY ? await openLines(`${endpoint}/_gatehouse/events?type=log`) : undefined;
  using client = disposable(new CloudWatchLogsClient(localClient(endpoint, region)));
  const past = (await Promise.all(groups.map((group) => history(client.value, group)))).flat();
  for (const event of past.sort((a, b) => a.at - b.at)) printLogEvent(terminal, event);
  if (!follow) return;
  for await (const line of follow.lines) {
    const event = JSON.parse(line) as LogEvent;
    if (groups.includes(event.group)) printLogEvent(terminal, event);
  }
  terminal.line('The engine has ended.');
}

async function history(client: CloudWatchLogsClient, group: string): Promise<LogEvent[]> {
  const found: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new FilterLogEventsCommand({ logGroupName: group, nextToken }));
    found.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return found.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, group, message }));
}

function disposable<T extends { destroy(): void }>(value: T): Disposable & { value: T } {
  return { value, [Symbol.dispose]: () => value.destroy() };
}
