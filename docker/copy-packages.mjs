/**
 * Copies packages with their dependencies from node_modules to another folder: those that bundles leave out because they have binaries, and
 * those that functions find in their runtime. An image then contains only these.
 *
 *     node docker/copy-packages.mjs <folder> <package or @scope/*>…
 */
import { cp, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const [target = '', ...wanted] = process.argv.slice(2);
const done = new Set();

for (const name of wanted) {
  const [, scope] = /^(@[^/]+)\/\*$/.exec(name) ?? [];
  const names = scope ? (await readdir(join('node_modules', scope))).map((one) => `${scope}/${one}`) : [name];
  for (const one of names) await copy(one);
}

async function copy(name) {
  if (done.has(name)) return;
  done.add(name);
  const from = join('node_modules', name);
  const { dependencies = {} } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
  // Types are for compilers, ES modules for bundlers.
  const filter = (path) => !['dist-types', 'dist-es'].includes(basename(path));
  await cp(from, join(target, name), { recursive: true, filter });
  // npm keeps a second version of a package below the one that needs it, and that was copied with it.
  for (const dependency of Object.keys(dependencies)) await copy(dependency);
}
