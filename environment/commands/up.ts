import { join } from 'node:path';
import { originSecret } from '../../provision/origin-secret.ts';
import { readOutputs } from '../../provision/outputs.ts';
import { lock } from '../lock.ts';
import { ensureRunning } from '../processes/program.ts';
import { provision } from '../processes/provision.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Brings the environment up: engine and origin as background processes, then everything provisioned. What is up
 * already stays; what is out of date is replaced. Throws ReaderError when a part does not come up.
 */
export async function up(settings: Settings, terminal: Terminal): Promise<void> {
  const { root, stateDir, childEnv } = settings;
  const started = performance.now();
  await using _held = await lock(stateDir);
  const secret = await originSecret(stateDir);
  const base = inherited(childEnv);
  const [engine, origin] = await both(
    ensureRunning({
      name: 'engine',
      file: join(root, 'build', 'engine.mjs'),
      stateDir,
      env: { ...base, PORT: String(settings.port), STATE_DIR: join(stateDir, 'engine') },
    }),
    ensureRunning({
      name: 'origin',
      file: join(root, 'build', 'origin.mjs'),
      stateDir,
      env: { ...base, PORT: String(settings.originPort), ORIGIN_SECRET: secret },
    }),
  );
  terminal.line(`engine  ${engine.url}  ${terminal.dim(engine.started ? 'started' : 'is up')}`);
  terminal.line(`origin  ${origin.url}  ${terminal.dim(origin.started ? 'started' : 'is up')}`);
  await provision(settings, ['apply', '--yes'], { AWS_ENDPOINT_URL: engine.url, ORIGIN_URL: origin.url });

  const { apiUrl } = await readOutputs(stateDir);
  const elsewhere = settings.stateDirName === '.stack' ? '' : ` STATE_DIR=${settings.stateDirName}`;
  terminal.line();
  terminal.line(`${terminal.good('Ready')} in ${((performance.now() - started) / 1000).toFixed(1)} s. Next:`);
  terminal.line(`  make demo${elsewhere}    a person signs up, is given a credential, and calls the API`);
  terminal.line(`  make e2e${elsewhere}     the same, checked from end to end`);
  terminal.line(`  curl -i ${apiUrl}/users    ${terminal.dim('401: the gate is shut without a credential')}`);
  terminal.line(`  make down${elsewhere}    stops it; its state stays until make reset`);
}

/** What the engine and the origin see of this process's environment: where programs are, and the switches meant for them. */
function inherited(env: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'AWS_REGION', 'IAM', 'REALISM', 'LAMBDA_CPU'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Waits for both, also when one fails, so that nothing is left half started behind our back. */
async function both<T>(one: Promise<T>, other: Promise<T>): Promise<[T, T]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}
