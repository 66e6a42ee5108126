import { projectOf } from '../compose/project-of.ts';
import { stop } from '../processes/program.ts';
import type { Settings } from '../settings.ts';
import { isInContainers, type Place, writePlace } from './place.ts';

/**
 * Stops what `up` started of an environment at `place`, and returns a description; undefined if nothing ran. With `state`, also deletes
 * containers' volumes. Throws ReaderError if Docker fails.
 */
export async function stopEngine(
  settings: Settings,
  place: Place | undefined,
  { state = false } = {},
): Promise<string | undefined> {
  const { stateDir } = settings;
  const [engine, origin, upstream] = await Promise.all([
    stop(stateDir, 'engine'),
    stop(stateDir, 'origin'),
    stop(stateDir, 'upstream'),
  ]);
  const stopped = [engine && 'engine', origin && 'origin', upstream && 'upstream'].filter(Boolean);
  if (!place) return stopped.join(' and ') || undefined;

  const inContainers = isInContainers(place);
  const upstreamInContainer = place.upstream?.inContainer === true && !place.stopped;
  if ((place.project && (inContainers || state)) || upstreamInContainer) {
    const project = await projectOf(settings, 'compose');
    await project.remove({ volumes: state });
    if (inContainers || upstreamInContainer) stopped.push(`the containers of ${project.name}`);
  }
  await writePlace(stateDir, { ...place, stopped: true, ...(state && { project: undefined }) });
  return stopped.join(' and ') || undefined;
}
