/**
 * `tsx examples/terraform/bundle.ts <folder>`: writes the zips of the two functions there, the same bytes each time for the same source.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction } from '../../lambdas/bundle.ts';
import { FUNCTION_NAMES } from '../../lambdas/function-bundle.ts';

const [, , folder] = process.argv;
if (!folder)
  throw new Error('Name the folder for the zips: tsx examples/terraform/bundle.ts build/functions');
await mkdir(folder, { recursive: true });
for (const name of FUNCTION_NAMES) {
  const { zip } = await bundleFunction(name, { root: join(import.meta.dirname, '..', '..') });
  await writeFile(join(folder, `${name}.zip`), zip);
}
