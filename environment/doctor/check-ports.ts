import { connect } from 'node:net';
import { projectName } from '../compose/project-of.ts';
import { isInContainers, readPlace } from '../engines/place.ts';
import { running } from '../processes/program.ts';
import type { Examination, Finding } from './finding.ts';

/** How long a connection on this machine may take, in milliseconds. */
const WITHIN = 2_000;

/** The two ports: free, or in use by this environment. It checks by connecting. */
export async function checkPorts({ settings, run }: Examination): Promise<Finding[]> {
  const { stateDir, port, originPort } = settings;
  const place = await readPlace(stateDir);
  const inContainers = isInContainers(place);
  const [engine, origin] = inContainers
    ? [place.engineUrl, place.originUrlHere]
    : (await Promise.all([running(stateDir, 'engine'), running(stateDir, 'origin')])).map(
        (record) => record?.url,
      );
  const label = `label=com.docker.compose.project=${projectName(settings)}`;
  const containers = await run('docker', ['ps', '--filter', label, '--format', '{{.Ports}}'], {
    env: settings.childEnv,
  });
  const published = containers?.code === 0 ? containers.stdout : '';
  return Promise.all([
    look('PORT', port, engine, published),
    look('ORIGIN_PORT', originPort, origin, published),
  ]);
}

async function look(
  variable: string,
  port: number,
  ours: string | undefined,
  published: string,
): Promise<Finding> {
  const finding = { group: 'ports', check: `${variable} ${port}` };
  if (port === 0) return { ...finding, status: 'ok', detail: 'any spare one' };
  if (!(await listens(port))) return { ...finding, status: 'ok', detail: 'free' };
  if (ours && new URL(ours).port === String(port)) {
    return { ...finding, status: 'ok', detail: 'in use by this environment' };
  }
  if (published.includes(`127.0.0.1:${port}->`)) {
    return {
      ...finding,
      status: 'note',
      detail: 'in use by containers of this project that make up did not start',
      fix: 'make up ENGINE=compose takes them over; docker compose down removes them.',
    };
  }
  return {
    ...finding,
    status: 'fail',
    detail: 'something else listens there',
    fix: `Stop what uses it, or choose another with ${variable}=<port>.`,
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: WITHIN });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    // A port that accepts connections silently is taken too.
    socket.once('timeout', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
