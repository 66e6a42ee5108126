import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import { localClient } from '../local-client.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

interface LogEvent {
  at: number;
  group: string;
  message: string;
}

/**
 * Prints what the functions have logged, oldest first, and on a terminal goes on as more comes until Ctrl-C.
 * Off a terminal it ends with the last line there is. F chooses one function by the end of its name, as `authorizer`. Throws ReaderError
 * for one that there is not.
 */
export async function logs(settings: Settings, terminal: Terminal): Promise<void> {
  const endpoint = await engineUp(settings);
  const { functions, region } = await readOutputs(settings.stateDir);
  const groups = chosen(Object.values(functions), settings.given['F']).map((name) => `/aws/lambda/${name}`);
  const follow = process.stdout.isTTY ? await fetch(`${endpoint}/_gatehouse/events?type=log`) : undefined;
  using client = disposable(new CloudWatchLogsClient(localClient(endpoint, region)));
  const past = (await Promise.all(groups.map((group) => history(client.value, group)))).flat();
  for (const event of past.sort((a, b) => a.at - b.at)) print(terminal, event);
  if (!follow?.body) return;
  const body = Readable.fromWeb(follow.body as never);
  const ended = new Promise((resolve) => body.once('error', resolve));
  const lines = createInterface({ input: body });
  lines.on('line', (line) => {
    const event = JSON.parse(line) as LogEvent;
    if (groups.includes(event.group)) print(terminal, event);
  });
  await Promise.race([ended, once(lines, 'close')]);
  terminal.line('The engine has ended.');
}

function chosen(names: string[], wanted: string | undefined): string[] {
  if (!wanted) return names;
  const found = names.filter((name) => name === wanted || name.endsWith(`-${wanted}`));
  if (found.length > 0) return found;
  throw new ReaderError(`There is no function "${wanted}": give F as the end of one of ${names.join(', ')}.`);
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

function print(terminal: Terminal, { at, group, message }: LogEvent): void {
  const time = new Date(at).toISOString().slice(11, 23);
  terminal.line(`${terminal.dim(time)} ${group.slice(group.lastIndexOf('/') + 1)}  ${message.trimEnd()}`);
}

function disposable<T extends { destroy(): void }>(value: T): Disposable & { value: T } {
  return { value, [Symbol.dispose]: () => value.destroy() };
}
