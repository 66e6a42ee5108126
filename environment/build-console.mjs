/**
 * Bundles the console into build/console: the page, and its files under names with a hash of their content, each also compressed, so that
 * the engine compresses nothing while it runs. Removes an older build's files after the new page is there.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

const ASSETS = '/_gatehouse/console/assets';

/** The whole page, compressed, in bytes. */
const MOST = 150_000;

/** Builds it below `folder`, and returns the size of the whole page in Brotli, in bytes. Throws if it is too large. */
export async function buildConsole(folder) {
  const { outputFiles } = await build({
    entryPoints: {
      console: 'console/page/main.tsx',
      style: 'console/page/style/style.css',
      icon: 'console/page/icon.svg',
    },
    entryNames: '[name]-[hash]',
    outdir: folder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'copy' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  await mkdir(folder, { recursive: true });
  const files = outputFiles.map(({ path, contents }) => ({ name: path.split(/[\\/]/).at(-1), contents }));
  const keep = new Set([
    'index.html',
    ...(await Promise.all(files.map((file) => store(folder, file)))).flat(),
  ]);
  const template = await readFile('console/page/index.html', 'utf8');
  const page = template.replace(/\{\{(\w+)\.(\w+)\}\}/g, (_whole, name, ending) => {
    const file = files.find((one) => one.name.startsWith(`${name}-`) && one.name.endsWith(`.${ending}`));
    if (!file) throw new Error(`console/page/index.html names ${name}.${ending}, which is not built.`);
    return `${ASSETS}/${file.name}`;
  });
  await writeFile(join(folder, 'index.html'), page);
  for (const name of await readdir(folder)) if (!keep.has(name)) await rm(join(folder, name));
  const sizes = await Promise.all(
    files.map(async ({ name }) => (await readFile(join(folder, `${name}.br`))).length),
  );
  const whole = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(page));
  if (whole > MOST)
    throw new Error(
      `The console has ${whole} bytes compressed: ${MOST} is the most. Look at what was added.`,
    );
  return whole;
}

async function store(folder, { name, contents }) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  await Promise.all([
    writeFile(join(folder, name), contents),
    writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(contents, { params: quality })),
    writeFile(join(folder, `${name}.gz`), await promisify(gzip)(contents, { level: 9 })),
  ]);
  return [name, `${name}.br`, `${name}.gz`];
}
