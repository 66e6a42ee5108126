import { readArguments } from './arguments.ts';
import { applyCommand } from './commands/apply.ts';
import { destroyCommand } from './commands/destroy.ts';
import { activateCommand, repairCommand, rotateCommand } from './commands/people.ts';
import { planCommand } from './commands/plan.ts';
import { policyCommand } from './commands/policy.ts';
import { exportCommand, seedCommand } from './commands/seeds.ts';
import { type Config, readConfig } from './config.ts';
import { readOutputs } from './outputs.ts';
import { plainProgress } from './reconcile/plain-progress.ts';
import { codeOf, messageOf, ReaderError } from './reconcile/reader-error.ts';
import { treeProgress } from './reconcile/tree-progress.ts';
import { systemClock } from './reconcile/wait.ts';
import { sdkEnvironment } from './sdk-environment.ts';
import { type Bundles, bundles, type SessionParts } from './session.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command of the program. Returns the exit code: 0, or 1 for a failure, which it prints in a sentence; `plan` returns 2 if there
 * is something to do. `env` is the environment of the process; it sets what the SDK reads there.
 */
export async function main(
  given: readonly string[],
  env: Record<string, string | undefined>,
  root: string,
  terminal: Terminal,
): Promise<number> {
  let bundling: Bundles | undefined;
  try {
    return await runCommand(given, env, root, terminal, (config) => {
      bundling = bundles(config);
      return bundling.of;
    });
  } catch (error) {
    terminal.note(error instanceof ReaderError ? error.message : `${codeOf(error)}: ${messageOf(error)}`);
    return 1;
  } finally {
    // A run that ended early still writes its bundles: nothing of it may come after its end.
    await bundling?.settled();
  }
}

async function runCommand(
  given: readonly string[],
  env: Record<string, string | undefined>,
  root: string,
  terminal: Terminal,
  startBundles: (config: Config) => SessionParts['bundle'],
): Promise<number> {
  const { command, flags, words } = readArguments(given);
  const [first = '', second] = words;
  const config = readConfig(env, root);
  prepareSdk(env, config);
  const parts = (): SessionParts => ({
    progress: terminal.draws ? treeProgress(systemClock) : plainProgress(systemClock, terminal.note),
    clock: systemClock,
    random: Math.random,
    adopt: flags.has('adopt'),
    bundle: startBundles(config),
  });
  switch (command) {
    case 'plan':
      return await planCommand(config, parts(), terminal, flags.has('json'));
    case 'apply':
      return await applyCommand(config, parts(), terminal, {
        yes: flags.has('yes'),
        replace: flags.has('replace'),
      });
    case 'destroy':
      return await destroyCommand(config, parts(), terminal, {
        yes: flags.has('yes'),
        deleteData: flags.has('delete-data'),
      });
    case 'outputs':
      terminal.out(JSON.stringify(await readOutputs(config.stateDir), null, 2));
      return 0;
    case 'policy':
      return await policyCommand(config, parts(), terminal);
    case 'repair':
      return await repairCommand(config, parts(), terminal, flags.has('yes'));
    case 'activate':
    case 'deactivate':
      return await activateCommand(config, parts(), terminal, first, command === 'activate');
    case 'rotate':
      return await rotateCommand(config, parts(), terminal, first);
    case 'seed':
      return await seedCommand(config, parts(), terminal, { file: first, table: second }, flags.has('yes'));
    case 'export':
      return await exportCommand(config, parts(), terminal, { file: first, table: second });
  }
}

function prepareSdk(env: Record<string, string | undefined>, config: Config): void {
  for (const [name, value] of Object.entries(sdkEnvironment(config))) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}
