import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { dockerSocket, isSocket } from '../compose/docker-socket.ts';
import { imageName } from '../compose/image-name.ts';
import type { Project, Service } from '../compose/project.ts';
import { projectOf } from '../compose/project-of.ts';
import { pullImages } from '../compose/pull-images.ts';
import { sparePort } from '../compose/spare-port.ts';
import { waitHealthy } from '../compose/wait-healthy.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import type { EngineName } from './choose-engine.ts';
import { checkLocalStack } from './localstack-capabilities.ts';
import { type Place, readPlace, type UpstreamPlace, writePlace } from './place.ts';

/** How long a container may take to be healthy, in milliseconds. LocalStack starts slowly, and checks its licence first. */
const HEALTHY_WITHIN: Readonly<Record<Service, number>> = {
  engine: 60_000,
  origin: 60_000,
  localstack: 180_000,
  upstream: 180_000,
};

/** The origin's name and port on the containers' network. */
const ORIGIN_URL = 'http://origin:3000';

/**
 * Runs the engine and the origin in containers, by docker-compose.yml: builds or pulls images, starts, waits until all is healthy, and
 * checks that a LocalStack can run the stack. Throws ReaderError that says what to do.
 */
export async function startContainers(
  settings: Settings,
  terminal: Terminal,
  secret: string,
  engine: Exclude<EngineName, 'embedded' | 'attached'>,
  upstream?: UpstreamPlace | undefined,
): Promise<Place> {
  const before = await readPlace(settings.stateDir);
  const port = settings.port || portOf(before?.engineUrl) || (await sparePort());
  const originPort = settings.originPort || portOf(before?.originUrlHere) || (await sparePort());
  const socket = dockerSocket(settings.childEnv);
  const profile = upstream?.inContainer ? 'embedded,upstream' : undefined;
  const project = await projectOf(settings, profile ?? engine, {
    UPSTREAM: upstream?.url ?? '',
    DOCKER_SOCKET: socket,
    PORT: String(port),
    ORIGIN_PORT: String(originPort),
    ORIGIN_SECRET: secret,
  });
  const note = (line: string) => terminal.line(terminal.dim(line));
  if (engine === 'localstack') {
    if (!(await isSocket(socket))) {
      throw new ReaderError(
        `${socket} is no socket, and LocalStack starts functions through Docker's: set DOCKER_SOCKET to its path (docker context inspect shows it).`,
      );
    }
    const localStack = await imageName(settings, 'LOCALSTACK_IMAGE');
    await pullImages(project, { localStack, functions: await imageName(settings, 'LAMBDA_IMAGE') }, note);
  }
  note('building the images …');
  await project.build();
  const engineUrl = `http://127.0.0.1:${port}`;
  const originUrlHere = `http://127.0.0.1:${originPort}`;
  const place: Place = {
    engine,
    engineUrl,
    originUrl: ORIGIN_URL,
    originUrlHere,
    project: project.name,
    upstream,
  };
  // First, so that `down` finds the remains of a failed start.
  await writePlace(settings.stateDir, place);
  await project.start();
  const service = engine === 'localstack' ? 'localstack' : 'engine';
  for (const name of [service, 'origin'] as const) {
    await waitHealthy(project, name, { within: HEALTHY_WITHIN[name], progress: note });
  }
  terminal.line(`engine  ${engineUrl}  ${terminal.dim(await describe(engine, engineUrl, project))}`);
  terminal.line(`origin  ${originUrlHere}  ${terminal.dim(`in the containers' network: ${ORIGIN_URL}`)}`);
  return place;
}

async function describe(engine: EngineName, url: string, project: Project): Promise<string> {
  if (engine !== 'localstack') return `container of the project ${project.name}`;
  const { version, edition } = await checkLocalStack(url);
  return `LocalStack ${version}, edition ${edition}, licence active`;
}

function portOf(url: string | undefined): number {
  return url ? Number(new URL(url).port) : 0;
}
