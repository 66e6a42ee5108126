import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originSecret } from '../provision/origin-secret.ts';
import type { Environment } from './config.ts';

/**
 * The environment with `ORIGIN_SECRET` in it: as it was given, else the secret that is kept in the folder `STATE_DIR`,
 * made up there at the first start. One that is given is kept in its place, so that a start without one goes on as before.
 * Without `STATE_DIR` the environment is returned as it came.
 * @throws ReaderError when the folder holds something else under the secret's name.
 */
export async function withKeptSecret(environment: Environment = process.env): Promise<Environment> {
  const { STATE_DIR: stateDir, ORIGIN_SECRET: given } = environment;
  if (!stateDir) return environment;
  if (!given) return { ...environment, ORIGIN_SECRET: await originSecret(stateDir) };
  await keep(stateDir, given);
  return environment;
}

async function keep(stateDir: string, secret: string): Promise<void> {
  const path = join(stateDir, 'origin-secret');
  if ((await readFile(path, 'utf8').catch(() => '')).trim() === secret) return;
  await mkdir(stateDir, { recursive: true });
  await writeFile(`${path}.draft`, `${secret}\n`, { mode: 0o600 });
  await rename(`${path}.draft`, path);
}
