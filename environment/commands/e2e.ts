import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import { readPlace } from '../engines/place.ts';
import type { Settings } from '../settings.ts';

/**
 * Runs the end-to-end tests against what was provisioned. They know no engine: where things answer, and how a confirmation
 * code is come by, they are told in variables. Throws ReaderError when a test fails, or what is local is not up.
 */
export async function e2e(settings: Settings): Promise<void> {
  const { root, stateDir } = settings;
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, '--config', 'e2e/jest.config.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...(await environmentOf(settings)),
      STATE_DIR: stateDir,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new ReaderError('The end-to-end tests failed, as said above.');
}

/** What the tests are told: for an account what was given, credentials included; else where this environment is. */
async function environmentOf(settings: Settings): Promise<NodeJS.ProcessEnv> {
  const { given, childEnv, stateDir } = settings;
  const { target, endpoint, originUrl } = await readOutputs(stateDir);
  if (target === 'aws') return { ...given };
  await engineUp(settings);
  const place = await readPlace(stateDir);
  return {
    ...childEnv,
    ...(place && { ORIGIN_URL_HERE: functionUrlHere(endpoint, originUrl) ?? place.originUrlHere }),
    ...(place?.project && { COMPOSE_PROJECT_NAME: place.project }),
  };
}

/** A function's URL on the engine, in the form that needs no name server; undefined for an origin that is none. */
function functionUrlHere(endpoint: string, originUrl: string): string | undefined {
  const id = /^http:\/\/([a-z0-9_-]+)\.lambda-url\.[^/]*localhost/.exec(originUrl)?.[1];
  return id && `${endpoint}/_aws/lambda-url/${id}`;
}
