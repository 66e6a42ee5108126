import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeEmptyStateFolder } from '../../emulator/store/private-folder.ts';
import { targetOf } from '../engines/choose-engine.ts';
import { isInContainers, readPlace } from '../engines/place.ts';
import { stopEngine } from '../engines/stop-engine.ts';
import { LOCK, lock } from '../lock.ts';
import { running } from '../processes/program.ts';
import { provision } from '../processes/provision.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { up } from './up.ts';

/** Everything that an environment keeps; nothing else in the folder is ours to remove. */
const KEPT = ['engine', 'upstream', 'log', 'bundles', 'outputs.json', 'origin-secret'];

/** Empties the state. An environment that was up comes up again, as new; one that was down stays down. */
export async function reset(settings: Settings, terminal: Terminal): Promise<void> {
  const { stateDir, stateDirName } = settings;
  const place = await readPlace(stateDir);
  const inContainers = isInContainers(place);
  const attached = place?.engine === 'attached' && !place.stopped;
  // In somebody else's LocalStack it deletes resource by resource: only those with our tags.
  if (attached)
    await provision(settings, ['destroy', '--yes'], {
      TARGET: targetOf(place.engine),
      AWS_ENDPOINT_URL: place.engineUrl,
      ...(place.originUrl === '' ? { ORIGIN: 'lambda' } : { ORIGIN_URL: place.originUrl }),
    });
  const wasUp = inContainers || attached || (await running(stateDir, 'engine')) !== undefined;
  {
    await using _held = await lock(stateDir);
    await stopEngine(settings, place, { state: true });
    for (const name of KEPT) await rm(join(stateDir, name), { recursive: true, force: true });
  }
  await rm(join(stateDir, 'run', 'place.json'), { force: true });
  await rm(join(stateDir, LOCK), { recursive: true, force: true });
  await rmdir(join(stateDir, 'run')).catch(() => undefined);
  await removeEmptyStateFolder(stateDir);
  terminal.line(`The state in ${stateDirName} is gone.`);
  if (wasUp) await up(settings, terminal);
}
