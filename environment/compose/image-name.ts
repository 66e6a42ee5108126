import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Settings } from '../settings.ts';

/** The images that are not built here. */
export type ImageVariable = 'LOCALSTACK_IMAGE' | 'LAMBDA_IMAGE' | 'NODE_IMAGE';

/** Name and tag of an image: from the environment, else from .env, which lists them all. */
export async function imageName(
  { root, childEnv }: Pick<Settings, 'root' | 'childEnv'>,
  variable: ImageVariable,
): Promise<string> {
  const given = childEnv[variable];
  if (given) return given;
  const name = parseEnv(await readFile(join(root, '.env'), 'utf8'))[variable];
  if (!name) throw new Error(`.env does not name ${variable}.`);
  return name;
}
