import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { chosenFunction } from '../choose-functions.ts';
import { engineUp } from '../engine-up.ts';
import { readPlace } from '../engines/place.ts';
import { type LogEvent, printLogEvent } from '../log-event.ts';
import { type Lines, openLines } from '../open-lines.ts';
import { portOf, type Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** What the engine reports about an inspector. */
type News =
  | { type: 'started'; port: number }
  | { type: 'listening'; url: string }
  | { type: 'attached' | 'detached' | 'over' }
  | { type: 'failed'; message: string };

/**
 * Runs the function that F names under the inspector, at DEBUG_PORT (9229; 0 for a spare one) of 127.0.0.1, and prints its logs until this
 * process ends: the engine watches the open connection. With WAIT=1 the function's init waits for a debugger. Throws ReaderError if the
 * function does not exist, the port is in use, or the engine is not a process of this machine.
 */
export async function debug(settings: Settings, terminal: Terminal): Promise<void> {
  await refuseElsewhere(settings);
  const port = portOf(settings.given, 'DEBUG_PORT', 9229);
  const wait = Boolean(settings.given['WAIT']);
  const endpoint = await engineUp(settings);
  const { functions } = await readOutputs(settings.stateDir);
  const name = chosenFunction(Object.values(functions), settings.given['F']);
  // First, so that no line of the first init is missed.
  const log = await openLines(`${endpoint}/_gatehouse/events?type=log`);
  const order = { function: name, port, wait, sourceRoot: settings.root };
  const lease = await openLines(`${endpoint}/_gatehouse/debug`, order);
  let asked = false;
  const end = () => {
    asked = true;
    log.close();
    lease.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  try {
    if (lease.status !== 200) throw await refusal(lease);
    await Promise.all([tellNews(lease, name, terminal), tellLog(log, name, terminal)]);
  } finally {
    end();
  }
  terminal.line(asked ? `${name} runs without the inspector again.` : 'The engine has ended.');
}

/** Throws ReaderError unless the engine is a process of this machine, because an inspector only listens on 127.0.0.1. */
async function refuseElsewhere({ stateDir, engine, given }: Settings): Promise<void> {
  const place = await readPlace(stateDir);
  const where =
    given['TARGET'] === 'aws' ? 'TARGET=aws' : engine || (place && !place.stopped && place.engine);
  if (!where || where === 'embedded') return;
  const said = where === 'TARGET=aws' ? where : `ENGINE=${where}`;
  throw new ReaderError(
    `Functions cannot be debugged with ${said}: make debug is for the embedded engine as a process of this machine.`,
  );
}

async function refusal({ status, lines }: Lines): Promise<Error> {
  for await (const line of lines) {
    const { message } = JSON.parse(line) as { message?: string };
    if (message)
      return new ReaderError(
        /^Port /.test(message) ? `${message} Choose another with DEBUG_PORT=<port>.` : message,
      );
  }
  return new Error(`The engine answered ${status}.`);
}

async function tellNews({ lines }: Lines, name: string, terminal: Terminal): Promise<void> {
  for await (const line of lines) {
    const news = JSON.parse(line) as News;
    if (news.type === 'started') {
      terminal.line(
        `${terminal.bold(name)} runs under the inspector at ${terminal.good(`127.0.0.1:${news.port}`)} until Ctrl-C.`,
      );
      terminal.line(
        `  VS Code   Run and Debug → “Attach to a function”${news.port === 9229 ? '' : `, with "port": ${news.port}`}`,
      );
      terminal.line(`  WebStorm  Run → Attach to Node.js/Chrome, port ${news.port}`);
      terminal.line(`  Chrome    chrome://inspect → Configure… → 127.0.0.1:${news.port}`);
    } else if (news.type === 'listening') terminal.line(terminal.dim(`inspector  ${news.url}`));
    else if (news.type === 'failed') terminal.line(terminal.bad(`inspector  ${news.message}`));
    else if (news.type !== 'over') terminal.line(terminal.dim(`inspector  debugger ${news.type}`));
  }
}

async function tellLog({ lines }: Lines, name: string, terminal: Terminal): Promise<void> {
  for await (const line of lines) {
    const event = JSON.parse(line) as LogEvent;
    if (event.group === `/aws/lambda/${name}`) printLogEvent(terminal, event);
  }
}
