import { join } from 'node:path';
import type { Program } from '../processes/program.ts';
import type { StartedPrograms } from '../processes/started-programs.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { ENGINE_SWITCHES } from './engine-switches.ts';
import type { Place, UpstreamPlace } from './place.ts';

/**
 * Runs the embedded engine and the origin as background processes. What is up stays; outdated programs are replaced. Throws ReaderError if
 * one does not start.
 */
export async function startEmbedded(
  settings: Settings,
  terminal: Terminal,
  secret: string,
  { upstream, programs }: { upstream: UpstreamPlace | undefined; programs: Pick<StartedPrograms, 'ensure'> },
): Promise<Place> {
  const { root, stateDir, port, childEnv } = settings;
  const [engine, origin] = await both(
    programs.ensure({
      name: 'engine',
      file: join(root, 'build', 'engine.mjs'),
      stateDir,
      env: {
        ...inherited(childEnv),
        UPSTREAM: upstream?.url ?? '',
        PORT: String(port),
        STATE_DIR: join(stateDir, 'engine'),
      },
    }),
    programs.ensure(originProgram(settings, secret)),
  );
  terminal.line(`engine  ${engine.url}  ${terminal.dim(engine.started ? 'started' : 'is up')}`);
  terminal.line(`origin  ${origin.url}  ${terminal.dim(origin.started ? 'started' : 'is up')}`);
  return {
    engine: 'embedded',
    engineUrl: engine.url,
    originUrl: origin.url,
    originUrlHere: origin.url,
    upstream,
  };
}

/** The origin as a background process. */
export function originProgram({ root, stateDir, originPort, childEnv }: Settings, secret: string): Program {
  return {
    name: 'origin',
    file: join(root, 'build', 'origin.mjs'),
    stateDir,
    env: { ...inherited(childEnv), PORT: String(originPort), ORIGIN_SECRET: secret },
  };
}

/** What the engine and the origin see of this process's environment: the path of programs, and their settings. */
function inherited(env: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'RECOVER', ...ENGINE_SWITCHES];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Waits for both, even if one fails, so that nothing is left half started. */
async function both<T>(one: Promise<T>, other: Promise<T>): Promise<[T, T]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}
