import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { down } from '../commands/down.ts';
import { e2e } from '../commands/e2e.ts';
import { reset } from '../commands/reset.ts';
import { up } from '../commands/up.ts';
import type { Project, Service } from '../compose/project.ts';
import { projectOf } from '../compose/project-of.ts';
import { waitHealthy } from '../compose/wait-healthy.ts';
import { newCredential } from '../person.ts';
import { provision } from '../processes/provision.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { assertConfined } from './confined.ts';
import { assertNothingLeft } from './nothing-left.ts';

const SERVICES = ['engine', 'origin'] as const;

/** How long a container may take to be healthy again, in milliseconds. */
const AGAIN_WITHIN = 60_000;

/**
 * The whole life of an environment in containers: start, provision, end-to-end tests from this machine, a restart and kills with the state
 * kept, and an end that leaves nothing. Throws ReaderError at the first failure.
 */
export async function liveInContainers(settings: Settings, terminal: Terminal): Promise<void> {
  const done = (text: string) => terminal.line(`${terminal.good('✓')} ${text}`);
  await up(settings, terminal);
  done('up, provisioned, and the gate is shut');
  const project = await projectOf(settings, 'compose');
  for (const service of SERVICES) await assertConfined(project, service);
  done('published on 127.0.0.1 alone, not root, nothing but state and /tmp can be written');
  await e2e(settings);
  done('the end-to-end tests, from this machine');

  const outputs = await readOutputs(settings.stateDir);
  const credential = await newCredential(outputs);
  const works = async (when: string) => {
    for (const service of SERVICES) await healthyAgain(project, service);
    await expectStatus(`${outputs.apiUrl}/users`, 200, credential, when);
    await expectStatus(`${outputs.apiUrl}/users`, 401, undefined, when);
    done(`${when}: the credential of before opens the gate, and nothing else does`);
  };
  await project.docker('restart', await idOf(project, 'engine'));
  await works('after a restart of the engine’s container');
  for (const service of SERVICES) {
    const id = await idOf(project, service);
    // The program's parent is the container's first process; killing it ends the container, and Docker restarts it.
    const before = await startOf(project, id);
    await project.docker('exec', id, 'node', '-e', KILL_THE_PROGRAM);
    await restarted(project, id, before);
    await works(`after kill -9 of the program in the container of ${service}`);
  }
  for (const service of SERVICES) {
    await project.docker('kill', '--signal', 'KILL', await idOf(project, service));
    await up(settings, terminal);
    await works(`after docker kill of the container of ${service}, and make up`);
  }
  await down(settings, terminal);
  await up(settings, terminal);
  await works('after make down and make up');
  await provision(settings, ['destroy', '--yes'], {
    TARGET: outputs.target,
    AWS_ENDPOINT_URL: outputs.endpoint,
    ORIGIN_URL: outputs.originUrl,
  });
  done('everything that was provisioned is destroyed');
  await down(settings, terminal);
  await reset(settings, terminal);
  await assertNothingLeft(project);
  done('down and reset leave no container, volume or network');
}

const KILL_THE_PROGRAM = `
const { readdirSync, readFileSync } = require('node:fs');
for (const pid of readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
  const [, parent] = /^PPid:\\s+(\\d+)/m.exec(readFileSync('/proc/' + pid + '/status', 'utf8'));
  if (parent === '1') process.kill(Number(pid), 'SIGKILL');
}`;

async function idOf(project: Project, service: Service): Promise<string> {
  const id = await project.containerOf(service);
  if (!id) throw new ReaderError(`There is no container of ${service}.`);
  return id;
}

function startOf(project: Project, id: string): Promise<string> {
  return project.docker('inspect', '--format', '{{.State.StartedAt}}', id).then(({ stdout }) => stdout);
}

/** Waits until Docker has restarted a container that was started at `before`. */
async function restarted(project: Project, id: string, before: string): Promise<void> {
  const deadline = performance.now() + AGAIN_WITHIN;
  while ((await startOf(project, id)) === before) {
    if (performance.now() > deadline) throw new ReaderError('Docker did not start the container again.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function healthyAgain(project: Project, service: Service): Promise<void> {
  await waitHealthy(project, service, { within: AGAIN_WITHIN, progress: () => undefined });
}

async function expectStatus(
  url: string,
  wanted: number,
  credential: string | undefined,
  when: string,
): Promise<void> {
  const headers = new Headers(credential ? { Authorization: `Basic ${credential}` } : {});
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (response.status !== wanted) {
    throw new ReaderError(
      `${when}, ${url} answered ${response.status}, not ${wanted}, ${credential ? 'with' : 'without'} a credential: ${text.slice(0, 300)}`,
    );
  }
}
