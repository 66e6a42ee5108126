import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import { readPlace } from '../engines/place.ts';
import type { Settings } from '../settings.ts';

/**
 * Runs the end-to-end tests against what was provisioned. They know no engine: variables tell them the addresses, and how to get a
 * confirmation code. Throws ReaderError if a test fails, or a local environment is not up.
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

/** The tests' variables: for an account the given ones, credentials included; else this environment's addresses. */
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

/** A function's URL on the engine, in the form that needs no name server; undefined if the origin is not one. */
function functionUrlHere(endpoint: string, originUrl: string): string | undefined {
  const id = /^http:\/\/([a-z0-9_-]+)\.lambda-url\.[^/]*localhost/.exec(originUrl)?.[1];
  return id && `${endpoint}/_aws/lambda-url/${id}`;
}
