/**
 * Makes the npm package: its files in build/package, packed as build/gatehouse-<version>.tgz; or below another folder than build, given as
 * argument. Version, licence, engines and the versions of dependencies come from the repository's own package.json.
 */
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROGRAM_OPTIONS, PROGRAMS } from '../environment/programs.mjs';
import { noticesOf } from './notices.mjs';

const [, , OUTPUT = 'build'] = process.argv;
const FOLDER = join(OUTPUT, 'package');
const DIST = join(FOLDER, 'dist');
const TYPES = join(OUTPUT, 'package-types');
/** What the engine needs besides its bundle: LevelDB has its own binaries. */
const DEPENDENCIES = ['classic-level'];

await rm(FOLDER, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });

const shared = { ...PROGRAM_OPTIONS, sourcemap: false, outdir: DIST, logLevel: 'warning' };
const external = [...DEPENDENCIES, '@jest/globals'];

// Shared code goes into separate files, so that set-up and tear-down of a run know the same engine.
const { metafile } = await build({
  ...shared,
  metafile: true,
  entryPoints: {
    index: 'package/index.ts',
    engine: 'package/engine.ts',
    'engine-rewrite': PROGRAMS['engine-rewrite'],
    'engine-yaml': PROGRAMS['engine-yaml'],
    cli: 'package/cli.ts',
    bin: 'package/bin.mjs',
    'jest/global-setup': 'package/jest/global-setup.ts',
    'jest/global-teardown': 'package/jest/global-teardown.ts',
    'vitest/plugin': 'package/vitest/plugin.ts',
    'vitest/global-setup': 'package/vitest/global-setup.ts',
    'vitest/between-files': 'package/vitest/between-files.ts',
  },
  splitting: true,
  external,
});
await build({
  ...shared,
  entryPoints: {
    index: 'package/index.ts',
    'jest/between-files': 'package/jest/between-files.ts',
    'vitest/plugin': 'package/vitest/plugin.ts',
  },
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  define: { ...PROGRAM_OPTIONS.define, 'import.meta.url': 'ownUrl' },
  banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" },
  external,
  // The engine is an ES module, which CommonJS can load as well, but not synchronously.
  plugins: [
    {
      name: 'the engine stays a file of its own',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/engine\.ts$/ }, () => ({ path: './engine.mjs', external: true })),
    },
  ],
});
await cp('emulator/services/lambda/runtime', join(DIST, 'runtime'), { recursive: true });
await chmod(join(DIST, 'bin.mjs'), 0o755);

await writeTypes();
for (const name of ['jest-preset.cjs', 'jest-preset.d.cts'])
  await cp(join('package', 'jest', name), join(FOLDER, name));
for (const file of ['LICENSE', 'CHANGELOG.md']) await cp(file, join(FOLDER, file));
await writeFile(join(FOLDER, 'THIRD-PARTY.md'), await noticesOf(Object.keys(metafile.inputs)));
await cp('package/README.md', join(FOLDER, 'README.md'));
await writeFile(join(FOLDER, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', '..'], {
  cwd: FOLDER,
  stdio: 'inherit',
});

async function manifest() {
  const own = JSON.parse(await readFile('package/manifest.json', 'utf8'));
  const { version, license, engines, dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
  return {
    ...own,
    version,
    license,
    engines: { node: engines.node },
    dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, dependencies[name]])),
  };
}

/** Declarations of what the package exports, once for each kind of module. */
async function writeTypes() {
  await rm(TYPES, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--project', 'package/tsconfig.json', '--outDir', TYPES],
    { stdio: 'inherit' },
  );
  const api = await readFile(join(TYPES, 'api.d.ts'), 'utf8');
  for (const kind of ['mts', 'cts']) {
    await writeFile(join(DIST, `index.d.${kind}`), api);
    await cp(join(TYPES, 'vitest', 'plugin.d.ts'), join(DIST, 'vitest', `plugin.d.${kind}`));
  }
  await rm(TYPES, { recursive: true });
}
