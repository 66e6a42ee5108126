import { createHash } from 'node:crypto';
import type { EngineName } from '../engines/choose-engine.ts';
import type { Settings } from '../settings.ts';
import { openProject, type Profile, type Project } from './project.ts';
import { runCommand } from './run-command.ts';

/** An environment's Compose project: `gatehouse`, with a suffix for other state folders. */
export function projectName({ stateDir, stateDirName, childEnv }: Settings): string {
  const given = childEnv['COMPOSE_PROJECT_NAME'] || 'gatehouse';
  if (stateDirName === '.stack') return given;
  return `${given}-${createHash('sha256').update(stateDir).digest('hex').slice(0, 8)}`;
}

/**
 * Opens the Compose project of an environment's containers. `variables` are those of docker-compose.yml. Throws ReaderError if Docker or
 * Compose is not usable.
 */
export function projectOf(
  settings: Settings,
  engine: Exclude<EngineName, 'embedded'> | Profile,
  variables: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const { root, childEnv, localStackToken } = settings;
  return openProject({
    root,
    name: projectName(settings),
    profile: engine === 'compose' || engine === 'attached' ? 'embedded' : engine,
    variables: { ...variables, LOCALSTACK_AUTH_TOKEN: engine === 'localstack' ? localStackToken : '' },
    env: childEnv,
    run: runCommand,
    secrets: [localStackToken, variables['ORIGIN_SECRET'] ?? ''],
  });
}
