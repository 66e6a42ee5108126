import { dockerSocket, isSocket } from '../compose/docker-socket.ts';
import { findDocker } from '../compose/find-compose.ts';
import { FLOORS, reaches } from '../floors.ts';
import type { Examination, Finding } from './finding.ts';

const GROUP = 'Docker';

/** Docker's client, engine and Compose. Missing parts are a failure only if the chosen engine needs them. */
export async function checkDocker({ run, settings, engine }: Examination): Promise<Finding[]> {
  const { client, engine: daemon, composes } = await findDocker(run, settings.childEnv);
  const grave = engine === 'embedded' || engine === 'attached' ? 'note' : 'fail';
  const verdict = (check: string, version: string | undefined, floor: string, fix: string): Finding => {
    if (version && reaches(version, floor)) return { group: GROUP, check, status: 'ok', detail: version };
    const detail = version ? `${version} is older than ${floor}` : 'is not there';
    return { group: GROUP, check, status: grave, detail, fix };
  };
  const findings = [
    verdict('client', client, FLOORS.docker, 'Install Docker: https://docs.docker.com/get-docker.'),
  ];
  if (!client) return findings;
  if ('problem' in daemon) {
    findings.push({
      group: GROUP,
      check: 'engine',
      status: grave,
      detail: 'does not answer',
      fix: daemon.problem.message,
    });
  } else {
    findings.push(verdict('engine', daemon.version, FLOORS.docker, 'Update Docker.'));
  }
  const compose = composes.find(({ version }) => reaches(version, FLOORS.compose)) ?? composes[0];
  findings.push(
    verdict(
      'Compose',
      compose?.version,
      FLOORS.compose,
      'Install or update Compose: https://docs.docker.com/compose/install.',
    ),
  );
  if (engine === 'localstack') findings.push(await socket(dockerSocket(settings.childEnv)));
  return findings;
}

/** LocalStack starts functions through Docker's socket, which docker-compose.yml mounts into it. */
async function socket(path: string): Promise<Finding> {
  return (await isSocket(path))
    ? { group: GROUP, check: 'socket', status: 'ok', detail: path }
    : {
        group: GROUP,
        check: 'socket',
        status: 'fail',
        detail: `${path} is no socket, and LocalStack starts functions through it`,
        fix: 'Set DOCKER_SOCKET to the path of the socket (docker context inspect shows it).',
      };
}
