import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Settings } from '../settings.ts';

/**
 * Runs the provision program against this environment's engine, its output going where ours goes.
 * Throws ReaderError when it fails; what was wrong it has then said itself.
 */
export async function provision(
  { root, stateDir, childEnv }: Settings,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'build', 'provision.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...childEnv, STATE_DIR: stateDir, ...env },
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== 0) {
    throw new ReaderError(
      signal
        ? `Provisioning was ended by ${signal}; make up goes on where it stopped.`
        : 'Provisioning failed, as said above.',
    );
  }
}
