import { lock } from '../lock.ts';
import { stop } from '../processes/program.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** Stops what `up` started, and nothing else. State stays. */
export async function down({ stateDir, stateDirName }: Settings, terminal: Terminal): Promise<void> {
  await using _held = await lock(stateDir);
  const [engine, origin] = await Promise.all([stop(stateDir, 'engine'), stop(stateDir, 'origin')]);
  const stopped = [engine && 'engine', origin && 'origin'].filter(Boolean).join(' and ');
  terminal.line(stopped ? `Stopped ${stopped}. State stays in ${stateDirName}.` : 'Nothing was running.');
}
