import { readPlace } from '../engines/place.ts';
import { stopEngine } from '../engines/stop-engine.ts';
import { lock } from '../lock.ts';
import { makeCommand } from '../make-command.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** Stops what `up` started, and nothing else. State stays, except LocalStack's, which keeps none without a paid plan. */
export async function down(settings: Settings, terminal: Terminal): Promise<void> {
  const { stateDir, stateDirName } = settings;
  await using _held = await lock(stateDir);
  const place = await readPlace(stateDir);
  if (place?.engine === 'attached' && !place.stopped) {
    terminal.line(
      `LocalStack at ${place.engineUrl} is not ours and goes on; ${makeCommand(settings, 'destroy')} removes what was provisioned in it.`,
    );
    return;
  }
  const stopped = await stopEngine(settings, place);
  const where = place && place.engine !== 'embedded' ? `Docker's volumes` : stateDirName;
  terminal.line(stopped ? `Stopped ${stopped}. State stays in ${where}.` : 'Nothing was running.');
}
