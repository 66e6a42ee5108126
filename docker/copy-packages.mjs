/**
 * Copies packages, and all that they depend on, from node_modules to another folder: the few that a bundle leaves out, for
 * they carry binaries. An image then holds these alone.
 *
 *     node docker/copy-packages.mjs <folder> <package>…
 */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const [target = '', ...wanted] = process.argv.slice(2);
const done = new Set();

for (const name of wanted) await copy(name);

async function copy(name) {
  if (done.has(name)) return;
  done.add(name);
  const from = join('node_modules', name);
  const { dependencies = {} } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
  await cp(from, join(target, name), { recursive: true });
  // npm keeps a second version of a package below the one that needs it, and that was copied along with it.
  for (const dependency of Object.keys(dependencies)) await copy(dependency);
}
