// @ts-check
import { leanStart } from './lean-start.mjs';

/** How the environment's programs are bundled, each into one file below build/, so that they start quickly. */

/** Where each program begins. */
export const PROGRAMS = {
  engine: 'emulator/main.ts',
  // The part of the engine that shortens its journal, in a thread.
  'engine-rewrite': 'emulator/rewrite/thread.ts',
  // The part of the engine that reads long YAML, in a thread.
  'engine-yaml': 'emulator/services/execute-api/definition/yaml-thread.ts',
  // The part of the engine that is loaded only to export traces.
  'engine-otlp': 'emulator/control/traces/otlp/export-traces.ts',
  origin: 'mock-origin/main.ts',
  provision: 'provision/cli.ts',
  environment: 'environment/cli.ts',
  upstream: 'environment/upstream/main.ts',
};

/** What only the image needs: the engine with the npm package's command line. */
export const IMAGE_PROGRAMS = { gatehouse: 'package/cli.ts' };

/** Some packages inside the bundles are CommonJS and call `require`. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** @satisfies {import('esbuild').BuildOptions} */
export const PROGRAM_OPTIONS = /** @type {const} */ ({
  outdir: 'build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The packages' ES modules, of which only the used parts are bundled: a third less to load at each start.
  mainFields: ['module', 'main'],
  // A smaller program is read sooner. Names stay, and lines stay short enough to be shown with an error.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  sourcemap: 'linked',
  sourcesContent: false,
  // esbuild and LevelDB have their own binaries, which stay where npm put them.
  external: ['esbuild', 'classic-level'],
  banner: { js: REQUIRE },
  plugins: [leanStart],
  // The README says which Node.js versions work; the SDK need not repeat it.
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
});
