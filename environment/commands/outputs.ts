import { readOutputs } from '../../provision/outputs.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** Prints what was provisioned, as JSON. Throws ReaderError if nothing was. */
export async function outputs({ stateDir }: Settings, terminal: Terminal): Promise<void> {
  terminal.line(JSON.stringify(await readOutputs(stateDir), null, 2));
}
