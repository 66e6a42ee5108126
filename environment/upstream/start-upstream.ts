import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { findCompose } from '../compose/find-compose.ts';
import { projectOf } from '../compose/project-of.ts';
import { runCommand } from '../compose/run-command.ts';
import { sparePort } from '../compose/spare-port.ts';
import { waitHealthy } from '../compose/wait-healthy.ts';
import type { EngineName } from '../engines/choose-engine.ts';
import type { UpstreamPlace } from '../engines/place.ts';
import { running, stop } from '../processes/program.ts';
import type { StartedPrograms } from '../processes/started-programs.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { installLocalStack } from './install-localstack.ts';

/** How long LocalStack may take to be ready, in milliseconds. */
const READY_WITHIN = 120_000;

/**
 * Makes sure that the upstream of `UPSTREAM` is there: none, one at an address, which is used as it is, or `localstack`, which is started:
 * in a container with Docker, otherwise from a virtual environment. Throws ReaderError that says what to do.
 */
export async function startUpstream(
  settings: Settings,
  terminal: Terminal,
  engine: EngineName,
  programs: Pick<StartedPrograms, 'ensure'>,
): Promise<UpstreamPlace | undefined> {
  const { upstream, stateDir } = settings;
  if (upstream !== 'localstack') await stop(stateDir, 'upstream');
  if (!upstream) return undefined;
  if (engine === 'localstack' || engine === 'attached')
    throw new ReaderError(
      'UPSTREAM is for the embedded engine: LocalStack has all its services itself. Unset one of the two.',
    );
  if (upstream !== 'localstack') return { url: addressOf(upstream, engine) };
  // With the engine in a container, Compose starts both.
  if (engine === 'compose') return { url: 'http://upstream:4566', inContainer: true };
  const hasDocker = await findCompose(runCommand, settings.childEnv).then(
    () => true,
    () => false,
  );
  const place = hasDocker
    ? await inContainer(settings, terminal)
    : await asProcess(settings, terminal, programs);
  terminal.line(
    `upstream ${place.url}  ${terminal.dim(`LocalStack 4.14.0, ${hasDocker ? 'a container' : 'a local process'}; it keeps nothing over a stop`)}`,
  );
  return place;
}

/** The address without a trailing slash. Throws ReaderError if it is invalid, or a container could not reach it. */
function addressOf(given: string, engine: EngineName): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new ReaderError(
      `UPSTREAM is "${given}": give the address of a LocalStack, such as http://localhost:4599, or localstack to have one started.`,
    );
  if (engine === 'compose' && /^(localhost|127\.|\[::1\])/.test(url.hostname))
    throw new ReaderError(
      `UPSTREAM is ${given}, which in the engine's container is the container itself: give http://host.docker.internal:${url.port || 80}, or UPSTREAM=localstack.`,
    );
  return url.origin;
}

async function asProcess(
  settings: Settings,
  terminal: Terminal,
  programs: Pick<StartedPrograms, 'ensure'>,
): Promise<UpstreamPlace> {
  const { root, stateDir, childEnv, port, upstreamPort } = settings;
  const progress = (line: string) => terminal.line(terminal.dim(line));
  const env = Object.fromEntries(
    [
      'PATH',
      'HOME',
      'TMPDIR',
      'PYTHON',
      'PYENV_ROOT',
      'PIP_INDEX_URL',
      'PIP_CONFIG_FILE',
      'HTTPS_PROXY',
      'SSL_CERT_FILE',
    ].flatMap((name) => (childEnv[name] === undefined ? [] : [[name, childEnv[name]]])),
  );
  const python = await installLocalStack({
    run: runCommand,
    env,
    folder: join(root, 'build', 'localstack'),
    progress,
  });
  const before = await running(stateDir, 'upstream');
  const own = upstreamPort || Number(before?.url ? new URL(before.url).port : await sparePort());
  const { url } = await programs.ensure({
    name: 'upstream',
    file: join(root, 'build', 'upstream.mjs'),
    stateDir,
    readyWithin: READY_WITHIN,
    env: {
      ...env,
      PYTHON: python,
      PORT: String(own),
      FILESYSTEM_ROOT: join(stateDir, 'upstream'),
      ...behaviour(port),
    },
  });
  return { url };
}

/** LocalStack's settings behind the engine: its answers have the engine's address, as the client knows it. */
function behaviour(port: number): Record<string, string> {
  return {
    LOCALSTACK_ACKNOWLEDGE_ACCOUNT_REQUIREMENT: '1',
    SQS_ENDPOINT_STRATEGY: 'dynamic',
    LOCALSTACK_HOST: `localhost.localstack.cloud:${port || 4566}`,
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
  };
}

async function inContainer(settings: Settings, terminal: Terminal): Promise<UpstreamPlace> {
  const port = settings.upstreamPort || (await sparePort());
  const project = await projectOf(settings, 'upstream', {
    UPSTREAM_PORT: String(port),
    PORT: String(settings.port || 4566),
  });
  await project.start();
  await waitHealthy(project, 'upstream', {
    within: READY_WITHIN,
    progress: (line) => terminal.line(terminal.dim(line)),
  });
  return { url: `http://127.0.0.1:${port}`, inContainer: true };
}
