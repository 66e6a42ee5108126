import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { gatesOf } from '../../provision/refusals.ts';
import { containersStatus } from '../engines/containers-status.ts';
import { checkLocalStack } from '../engines/localstack-capabilities.ts';
import { isInContainers, readPlace } from '../engines/place.ts';
import { makeCommand } from '../make-command.ts';
import { running } from '../processes/program.ts';
import { readRecord } from '../processes/record.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { aboutUpstream } from '../upstream/about-upstream.ts';

/** Says what is up and where. Throws ReaderError if a program died that should be running. */
export async function status(settings: Settings, terminal: Terminal): Promise<void> {
  const { stateDir } = settings;
  const place = await readPlace(stateDir);
  if (place?.engine === 'attached' && !place.stopped) {
    const { version, edition } = await checkLocalStack(place.engineUrl);
    terminal.line(
      `engine  ${terminal.good(place.engineUrl)}${terminal.dim(`  LocalStack ${version}, edition ${edition}, attached`)}`,
    );
  } else if (isInContainers(place)) {
    await containersStatus(settings, place, terminal);
  } else if (!(await processesStatus(settings, terminal))) return;
  const about = place?.upstream && !place.stopped ? await aboutUpstream(place.engineUrl) : undefined;
  if (about)
    terminal.line(
      `upstream ${about.reachable ? terminal.good(about.url) : terminal.bad(about.url)}  ${about.words}`,
    );
  const outputs = await readOutputs(stateDir);
  for (const { kind, url } of gatesOf(outputs)) terminal.line(`API     ${url}${terminal.dim(`  ${kind}`)}`);
  terminal.line(`pool    ${outputs.userPoolId}, client ${outputs.userPoolClientId}`);
  terminal.line(`table   ${outputs.tableName}`);
}

/** Describes the engine and the origin as local processes; false if neither runs. */
async function processesStatus(settings: Settings, terminal: Terminal): Promise<boolean> {
  const { stateDir, stateDirName } = settings;
  const died: string[] = [];
  let any = false;
  for (const name of ['engine', 'origin'] as const) {
    const record = await running(stateDir, name);
    const dead = record ? undefined : await readRecord(stateDir, name);
    any ||= record !== undefined;
    if (dead) died.push(`the ${name} (process ${dead.pid}) died; its log is ${stateDirName}/log/${name}.log`);
    const state = record
      ? terminal.good(record.url ?? 'is starting')
      : dead
        ? terminal.bad('died')
        : 'is not running';
    terminal.line(`${name}  ${state}${record ? terminal.dim(`  process ${record.pid}`) : ''}`);
    if (name === 'engine' && record?.url) terminal.line(`sandbox ${await sandboxOf(record.url)}`);
  }
  if (died.length > 0)
    throw new ReaderError(
      `${sentence(died.join(', and '))}. ${makeCommand(settings, 'up')} starts it again.`,
    );
  return any;
}

/** The sandbox of functions, in a word. */
async function sandboxOf(engineUrl: string): Promise<string> {
  try {
    const response = await fetch(`${engineUrl}/_gatehouse/settings`);
    return String(((await response.json()) as { lambdaSandbox?: unknown }).lambdaSandbox);
  } catch {
    return 'unknown';
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
