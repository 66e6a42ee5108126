import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Settings } from '../settings.ts';

/**
 * Runs the provision program with our output. Returns its exit code; throws ReaderError if it was killed. An abort ends it and waits for
 * it.
 */
export async function runProvision(
  { root, stateDir }: Pick<Settings, 'root' | 'stateDir'>,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  interrupted?: AbortSignal,
): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'build', 'provision.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, STATE_DIR: stateDir },
  });
  const end = () => child.kill('SIGTERM');
  interrupted?.addEventListener('abort', end, { once: true });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  interrupted?.removeEventListener('abort', end);
  if (signal)
    throw new ReaderError(`Provisioning was ended by ${signal}; the next run goes on where it stopped.`);
  return code ?? 1;
}

/** Runs the provision program against this environment's engine. Throws ReaderError if it fails; it has printed the reason itself. */
export async function provision(
  settings: Settings,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  interrupted?: AbortSignal,
): Promise<void> {
  const code = await runProvision(settings, args, { ...settings.childEnv, ...env }, interrupted);
  if (code !== 0) throw new ReaderError('Provisioning failed, as said above.');
}
