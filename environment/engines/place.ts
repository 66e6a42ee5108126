import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINES, type EngineName } from './choose-engine.ts';

/** The upstream of an environment that is up. */
export interface UpstreamPlace {
  /** As the engine reaches it. */
  url: string;
  /** Set if it is one of our containers. */
  inContainer?: true;
}

/** The addresses of an environment that was started. */
export interface Place {
  engine: EngineName;
  /** The engine, as this machine reaches it. */
  engineUrl: string;
  /** The origin, as the gateway reaches it. */
  originUrl: string;
  /** The origin, as this machine reaches it. */
  originUrlHere: string;
  /** The Compose project whose volumes hold state, now or earlier. */
  project?: string;
  /** Where calls go that the engine does not answer. */
  upstream?: UpstreamPlace | undefined;
  /** Set when it was stopped since. */
  stopped?: true;
}

function pathOf(stateDir: string): string {
  return join(stateDir, 'run', 'place.json');
}

/** Whether the environment is up in containers that `up` has started. */
export function isInContainers(place: Place | undefined): place is Place {
  return (place?.engine === 'compose' || place?.engine === 'localstack') && !place.stopped;
}

/** Reads where the environment was started last; undefined if it never was, or the file is unreadable. */
export async function readPlace(stateDir: string): Promise<Place | undefined> {
  try {
    const place = JSON.parse(await readFile(pathOf(stateDir), 'utf8')) as Place;
    return ENGINES.includes(place.engine) ? place : undefined;
  } catch {
    return undefined;
  }
}

/** Records where the environment is, whole or not at all. */
export async function writePlace(stateDir: string, place: Place): Promise<void> {
  await mkdir(join(stateDir, 'run'), { recursive: true });
  const path = pathOf(stateDir);
  await writeFile(`${path}.draft`, `${JSON.stringify(place, null, 2)}\n`);
  await rename(`${path}.draft`, path);
}
