import { readOutputs } from '../../provision/outputs.ts';
import { chosenFunctions } from '../choose-functions.ts';
import { engineUp } from '../engine-up.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { showLogs } from './show-logs.ts';

/**
 * Prints what the functions have logged, oldest first, and on a terminal goes on as more comes until Ctrl-C.
 * Off a terminal it ends with the last line there is. F chooses one function by the end of its name, as `authorizer`. Throws ReaderError
 * for one that there is not.
 */
export async function logs(settings: Settings, terminal: Terminal): Promise<void> {
  const endpoint = await engineUp(settings);
  const { functions, region } = await readOutputs(settings.stateDir);
  const names = chosenFunctions(Object.values(functions), settings.given['F']);
  const follow = process.stdout.isTTY === true;
  await showLogs({ endpoint, region, groups: names.map((name) => `/aws/lambda/${name}`), follow }, terminal);
}
