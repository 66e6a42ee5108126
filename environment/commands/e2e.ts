import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import type { Settings } from '../settings.ts';

/**
 * Runs the end-to-end tests against what `outputs.json` says is up, their output going where ours goes.
 * Throws ReaderError when nothing is up, or when a test fails.
 */
export async function e2e(settings: Settings): Promise<void> {
  const { root, stateDir, childEnv } = settings;
  const { target } = await readOutputs(stateDir);
  if (target === 'embedded') await engineUp(settings);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, '--config', 'e2e/jest.config.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...childEnv, STATE_DIR: stateDir, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new ReaderError('The end-to-end tests failed, as said above.');
}
