import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pack, packed } from '../lambdas/pack.ts';
import type { MadeBundle } from './bundle-cache.ts';

/** Where the Python functions are, from the project's folder. */
const FOLDER = 'examples/python';

/**
 * Zips the Python functions: each handler is a module of the one package, and boto3 is the runtime's. The same files give the same bytes.
 *
 * @param root the project's folder.
 */
export async function pythonBundle(root: string): Promise<MadeBundle> {
  const names = (await readdir(join(root, FOLDER))).filter((name) => name.endsWith('.py')).sort();
  const files = await Promise.all(
    names.map(async (name) => [name, packed(await readFile(join(root, FOLDER, name)))] as const),
  );
  return { ...pack(Object.fromEntries(files)), inputs: names.map((name) => `${FOLDER}/${name}`) };
}
