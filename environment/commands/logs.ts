import { readOutputs } from '../../provision/outputs.ts';
import { chosenFunctions } from '../choose-functions.ts';
import { engineUp } from '../engine-up.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { showLogs } from './show-logs.ts';

/**
 * Prints the functions' logs, oldest first, and on a terminal follows until Ctrl-C. Off a terminal it ends with the last line. F chooses
 * one function by the end of its name, like `authorizer`. Throws ReaderError for an unknown one.
 */
export async function logs(settings: Settings, terminal: Terminal): Promise<void> {
  const endpoint = await engineUp(settings);
  const { functions, region } = await readOutputs(settings.stateDir);
  const names = chosenFunctions(Object.values(functions), settings.given['F']);
  const follow = process.stdout.isTTY === true;
  await showLogs({ endpoint, region, groups: names.map((name) => `/aws/lambda/${name}`), follow }, terminal);
}
