import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originSecret } from '../provision/origin-secret.ts';
import type { Environment } from './config.ts';

/**
 * Returns the environment with `ORIGIN_SECRET`: the given one, else the one stored in the folder `STATE_DIR`, made there at the first
 * start. A given one replaces it, so that a start without one continues as before. Without `STATE_DIR` it returns the environment
 * unchanged. @throws ReaderError if the folder holds something else under the secret's name.
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
