import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import { readPlace } from '../engines/place.ts';
import type { Settings } from '../settings.ts';

/**
 * Runs the end-to-end tests against what is up. They know no engine: where things answer, and how a confirmation code is
 * come by, they are told in variables. Throws ReaderError when a test fails, or nothing is
 * up.
 */
export async function e2e(settings: Settings): Promise<void> {
  const { root, stateDir, childEnv } = settings;
  const { target } = await readOutputs(stateDir);
  if (target !== 'aws') await engineUp(settings);
  const place = await readPlace(stateDir);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, '--config', 'e2e/jest.config.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...childEnv,
      STATE_DIR: stateDir,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...(place && { ORIGIN_URL_HERE: place.originUrlHere }),
      ...(place?.project && { COMPOSE_PROJECT_NAME: place.project }),
    },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new ReaderError('The end-to-end tests failed, as said above.');
}
