import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Outputs } from '../provision/outputs.ts';

const run = promisify(execFile);

/** How the tests get a confirmation code. */
export type ConfirmationWay =
  | { way: 'inbox'; said: string }
  | { way: 'log'; said: string; container: string }
  | { way: 'admin'; said: string };

/**
 * Chooses how the tests get a confirmation code, by the target: the embedded engine has an inbox; LocalStack writes codes to its
 * container's log; on an account, and on a LocalStack whose log cannot be read from here, an administrator confirms (AdminConfirmSignUp)
 * and tests that need a code are skipped. CONFIRMATION=inbox|log|admin overrides it. COMPOSE_PROJECT_NAME names the project of the
 * LocalStack. Throws if the requested way is not available.
 */
export async function chooseConfirmationWay(
  target: Outputs['target'],
  env: Readonly<Record<string, string | undefined>>,
): Promise<ConfirmationWay> {
  const asked = env['CONFIRMATION'] || { embedded: 'inbox', localstack: 'log', aws: 'admin' }[target];
  if (asked === 'inbox') return { way: 'inbox', said: "the engine's inbox" };
  if (asked === 'admin') return { way: 'admin', said: 'nowhere: an administrator confirms' };
  if (asked !== 'log') throw new Error(`CONFIRMATION is "${asked}": give inbox, log or admin.`);
  const container = await localStackContainer(env['COMPOSE_PROJECT_NAME'] || 'gatehouse');
  if (container) return { way: 'log', said: "the log of LocalStack's container", container };
  if (env['CONFIRMATION'])
    throw new Error('CONFIRMATION=log, and there is no container of LocalStack to read.');
  return {
    way: 'admin',
    said: "nowhere, for LocalStack's log cannot be read from here: an administrator confirms",
  };
}

async function localStackContainer(project: string): Promise<string | undefined> {
  const labels = [`project=${project}`, 'service=localstack'];
  const filters = labels.flatMap((label) => ['--filter', `label=com.docker.compose.${label}`]);
  const listed = await run('docker', ['ps', '--quiet', ...filters]).catch(() => undefined);
  return listed?.stdout.trim().split('\n')[0] || undefined;
}
