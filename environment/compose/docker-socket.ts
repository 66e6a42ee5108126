import { stat } from 'node:fs/promises';

/** Where Docker has its socket unless it is told otherwise. */
const USUAL = '/var/run/docker.sock';

/**
 * Docker's socket, to be mounted into LocalStack, which starts functions through it: DOCKER_SOCKET, else the one that
 * DOCKER_HOST names, else the usual one.
 */
export function dockerSocket(env: Readonly<Record<string, string | undefined>>): string {
  const host = env['DOCKER_HOST'] ?? '';
  return env['DOCKER_SOCKET'] || (host.startsWith('unix://') ? host.slice('unix://'.length) : USUAL);
}

/**
 * Whether the socket is there. Docker Desktop has it inside its virtual machine, where it cannot be seen from here, so
 * only Linux can tell; elsewhere it counts as there.
 */
export async function isSocket(path: string, platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}
