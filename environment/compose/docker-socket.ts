import { stat } from 'node:fs/promises';

/** Docker's default socket. */
const USUAL = '/var/run/docker.sock';

/** Docker's socket, to mount into LocalStack, which starts functions through it: DOCKER_SOCKET, else DOCKER_HOST's, else the usual one. */
export function dockerSocket(env: Readonly<Record<string, string | undefined>>): string {
  const host = env['DOCKER_HOST'] ?? '';
  return env['DOCKER_SOCKET'] || (host.startsWith('unix://') ? host.slice('unix://'.length) : USUAL);
}

/**
 * Whether the socket exists. Docker Desktop has it inside its virtual machine, invisible from here, so only Linux can check; elsewhere it
 * counts as existing.
 */
export async function isSocket(path: string, platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}
