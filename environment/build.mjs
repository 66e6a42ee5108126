/**
 * Bundles each program into one file below build/, so that it starts quickly:
 * the engine, the origin, the provision program and this environment's own commands.
 * With names as arguments, those programs alone.
 */
import { cp, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const PROGRAMS = {
  engine: 'emulator/main.ts',
  origin: 'mock-origin/main.ts',
  provision: 'provision/cli.ts',
  environment: 'environment/cli.ts',
};

/** Some packages inside the bundles are CommonJS and call `require`. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

const names = process.argv.slice(2);
const programs = Object.entries(PROGRAMS).filter(([name]) => names.length === 0 || names.includes(name));

await rm('build', { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(programs),
  outdir: 'build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The packages' ES modules, of which only what is used goes in: a third less to load at each start.
  mainFields: ['module', 'main'],
  sourcemap: 'linked',
  sourcesContent: false,
  // esbuild and LevelDB bring binaries of their own, which stay where npm put them.
  external: ['esbuild', 'classic-level'],
  banner: { js: REQUIRE },
  // The SDK's note on future Node.js versions says nothing that the README does not.
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
  logLevel: 'warning',
});

// The program of the functions' processes is started by its path, as it is.
if (programs.some(([name]) => name === 'engine')) {
  await cp('emulator/lambda/runtime', 'build/runtime', { recursive: true });
}

await writeFile('build/.built', '');
