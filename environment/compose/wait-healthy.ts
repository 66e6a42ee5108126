import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Project, Service } from './project.ts';

/** How many lines of a container's log a message shows. */
const LOG_LINES = 50;
/** How often a container is looked at, in milliseconds. */
const INTERVAL = 500;
/** A container that Docker restarted this often is not going to start. */
const RESTARTS = 3;

/** What waiting needs of a project. */
type Containers = Pick<Project, 'containerOf' | 'docker' | 'redact'>;

export interface WaitOptions {
  /** How long it may take, in milliseconds. */
  within: number;
  /** Hears every few seconds what it waits for, and for how long. */
  progress(line: string): void;
  clock?: { now(): number; sleep(ms: number): Promise<void> };
}

interface ContainerState {
  Status: string;
  ExitCode: number;
  RestartCount: number;
  Health?: { Status: string; Log?: { Output: string }[] };
}

const systemClock = {
  now: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

/**
 * Waits until Docker calls a service's container healthy. Throws ReaderError if it exits, keeps restarting, or is not healthy in time; the
 * message has the last state and the last 50 lines of its log.
 */
export async function waitHealthy(
  project: Containers,
  service: Service,
  { within, progress, clock = systemClock }: WaitOptions,
): Promise<void> {
  const started = clock.now();
  let told = started;
  for (;;) {
    const container = await project.containerOf(service);
    const state = container && (await stateOf(project, container));
    if (!container || !state) {
      throw new ReaderError(`The container of ${service} is gone: something else removed it; try again.`);
    }
    if (state.Health?.Status === 'healthy') return;
    if (state.Status === 'exited' || state.Status === 'dead' || state.RestartCount >= RESTARTS) {
      throw await ended(project, service, container, state);
    }
    const seconds = Math.round((clock.now() - started) / 1000);
    if (clock.now() - started > within) {
      throw new ReaderError(
        `The container of ${service} was not healthy within ${seconds} s; the last state was ${state.Status}, ${state.Health?.Status ?? 'without a health check'}.${lastCheck(state)}\n${await logOf(project, container)}`,
      );
    }
    if (clock.now() - told >= 5_000) {
      told = clock.now();
      progress(`waiting for ${service} to be healthy (${seconds} s)`);
    }
    await clock.sleep(INTERVAL);
  }
}

async function stateOf(project: Containers, container: string): Promise<ContainerState | undefined> {
  const { code, stdout } = await project.docker(
    'inspect',
    '--format',
    '{{json .State}} {{.RestartCount}}',
    container,
  );
  if (code !== 0) return undefined;
  const [, json = '{}', restarts] = /^(.*) (\d+)\s*$/s.exec(stdout) ?? [];
  return { ...JSON.parse(json), RestartCount: Number(restarts) };
}

async function ended(
  project: Containers,
  service: Service,
  container: string,
  { ExitCode }: ContainerState,
): Promise<ReaderError> {
  const log = await logOf(project, container);
  if (service === 'localstack' && ExitCode === 55) {
    return new ReaderError(
      `LocalStack refused the token (it ended with code 55): set LOCALSTACK_AUTH_TOKEN to a valid one from https://app.localstack.cloud/settings/auth-tokens, in CI to a CI token, or use make up ENGINE=embedded, which needs none.\n${log}`,
    );
  }
  return new ReaderError(`The container of ${service} ended with code ${ExitCode}.\n${log}`);
}

function lastCheck({ Health }: ContainerState): string {
  const said = Health?.Log?.at(-1)?.Output.trim();
  return said ? ` Its health check said: ${said}` : '';
}

async function logOf(project: Containers, container: string): Promise<string> {
  const { stdout, stderr } = await project.docker('logs', '--tail', String(LOG_LINES), container);
  const lines = `${stdout}${stderr}`.trimEnd().split('\n').slice(-LOG_LINES);
  return `The last lines of its log:\n${project.redact(lines.join('\n'))}`;
}
