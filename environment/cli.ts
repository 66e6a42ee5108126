import { ReaderError } from '../provision/reconcile/reader-error.ts';
import { openConsole } from './commands/console.ts';
import { debug } from './commands/debug.ts';
import { demo } from './commands/demo.ts';
import { dev } from './commands/dev.ts';
import { doctor } from './commands/doctor.ts';
import { down } from './commands/down.ts';
import { e2e } from './commands/e2e.ts';
import { logs } from './commands/logs.ts';
import { outputs } from './commands/outputs.ts';
import { policyReport } from './commands/policy-report.ts';
import {
  activate,
  deactivate,
  deploy,
  destroy,
  exportTable,
  plan,
  policy,
  repair,
  rotate,
  seed,
} from './commands/provisioning.ts';
import { rehearse } from './commands/rehearse.ts';
import { rehearseContainers } from './commands/rehearse-containers.ts';
import { reset } from './commands/reset.ts';
import { status } from './commands/status.ts';
import { tune } from './commands/tune.ts';
import { up } from './commands/up.ts';
import { diskSentence } from './disk-sentence.ts';
import { readSettings, type Settings } from './settings.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const COMMANDS: Record<string, (settings: Settings, terminal: Terminal) => Promise<void>> = {
  up,
  dev,
  down,
  reset,
  status,
  logs,
  debug,
  console: openConsole,
  outputs,
  demo,
  doctor,
  e2e,
  plan,
  deploy,
  destroy,
  policy,
  'policy-report': policyReport,
  repair,
  activate,
  deactivate,
  rotate,
  seed,
  export: exportTable,
  tune,
  rehearse,
  'rehearse-containers': rehearseContainers,
};

/** Runs one command of the environment; people reach it by the Makefile. */
async function main(): Promise<void> {
  // State, logs and records are private.
  process.umask(0o077);
  const [name = '', ...flags] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command)
    throw new ReaderError(`"${name}" is no command: give one of ${Object.keys(COMMANDS).join(', ')}.`);
  const other = flags.find((flag) => flag !== '--json');
  if (other) throw new ReaderError(`"${other}" is no flag of ${name}: there is --json.`);
  const settings = readSettings(process.env, process.cwd());
  await command({ ...settings, json: settings.json || flags.length > 0 }, createTerminal(process.env));
}

main().catch((error: unknown) => {
  const text =
    error instanceof ReaderError
      ? error.message
      : (diskSentence(error) ?? (error instanceof Error ? (error.stack ?? '') : String(error)));
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
