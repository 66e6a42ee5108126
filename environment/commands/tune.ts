import { join, relative } from 'node:path';
import { type Clients, createClients } from '../../provision/clients.ts';
import { agreed } from '../../provision/commands/agreed.ts';
import { type Outputs, readOutputs } from '../../provision/outputs.ts';
import { plainProgress } from '../../provision/reconcile/plain-progress.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { systemClock } from '../../provision/reconcile/wait.ts';
import { processTerminal } from '../../provision/terminal.ts';
import { engineUp } from '../engine-up.ts';
import { interruption } from '../interruption.ts';
import { lock } from '../lock.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { assertSameAccount } from '../tuning/account.ts';
import { type Choices, readChoices } from '../tuning/choices.ts';
import { cpuOf } from '../tuning/cpu.ts';
import { kneeSentence } from '../tuning/knee-sentence.ts';
import { TABLE_KEY, tableOf } from '../tuning/table.ts';
import { tune as run, writeTuned } from '../tuning/tune.ts';

/**
 * Runs a function (F) with a list of memory sizes (MEMORY, SAMPLES) on the target of `outputs.json`, prints a table, and writes it and a
 * plot to `<state>/tune/`. Restores the function's memory at the end, also after Ctrl-C. On an account it asks first (unless YES=1). Throws
 * ReaderError if memory buys nothing on what is up, or something fails.
 */
export async function tune(settings: Settings, terminal: Terminal): Promise<void> {
  const outputs = await readOutputs(settings.stateDir);
  const choices = readChoices(settings.given, outputs);
  const account = outputs.target === 'aws';
  if (!account) await engineUp(settings);
  else if (settings.given['TARGET'] && settings.given['TARGET'] !== 'aws')
    throw new ReaderError(
      `What was provisioned is on AWS, and TARGET is ${settings.given['TARGET']}: make up first.`,
    );
  const how = await cpuOf(outputs);
  await using _held = await lock(settings.stateDir);
  const progress = plainProgress(systemClock, (line) => terminal.line(line));
  const clients = clientsFor(outputs, progress);
  try {
    if (account) await consent(settings, choices, outputs, clients);
    using stop = interruption('Stopped before the end: nothing was written.', () =>
      terminal.line('Stopping; what was changed is put back first …'),
    );
    const tuned = await run(choices, {
      outputs,
      clients,
      clock: systemClock,
      progress,
      signal: stop.signal,
      told: (line) => terminal.line(line),
    });
    const name = choices.role === 'authorizer' ? 'authorizer' : 'post-confirmation';
    const written = await writeTuned(tuned, join(settings.stateDir, 'tune'), name, how);
    terminal.line();
    const [heads = '', ...lines] = tableOf(tuned.rows);
    terminal.line(terminal.bold(heads));
    for (const line of lines) terminal.line(line);
    terminal.line();
    for (const line of TABLE_KEY) terminal.line(terminal.dim(line));
    terminal.line();
    terminal.line(terminal.bold(kneeSentence(tuned.rows)));
    terminal.line(`Plot and figures: ${written.map((path) => relative(settings.root, path)).join(', ')}`);
  } finally {
    clients.destroy();
  }
}

function clientsFor(outputs: Outputs, progress: ReturnType<typeof plainProgress>): Clients {
  const local = outputs.target !== 'aws';
  return createClients(
    {
      region: outputs.region,
      endpoint: local ? outputs.endpoint : undefined,
      credentials: local ? { accessKeyId: 'test', secretAccessKey: 'test' } : undefined,
    },
    { clock: systemClock, progress, random: Math.random, onCall: () => undefined },
  );
}

async function consent(
  { given }: Settings,
  { functionName, sizes, samples }: Choices,
  outputs: Outputs,
  clients: Clients,
): Promise<void> {
  await assertSameAccount(outputs, clients);
  if (given['YES']) return;
  const where = `${functionName} in account ${outputs.accountId}`;
  const requests = sizes.length * samples;
  await agreed(
    processTerminal(false),
    `Change the memory of ${where} several times and back, for ${requests} requests and some more?`,
    outputs.stage,
  );
}
