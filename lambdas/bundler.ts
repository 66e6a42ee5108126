import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildContext, type BuildOptions, type BuildResult, context, type Plugin } from 'esbuild';
import { strFromU8, strToU8 } from 'fflate';
import type { BundleName, FunctionBundle } from './function-bundle.ts';
import { ownSourceMap } from './own-source-map.ts';
import { type Packed, pack, packed } from './pack.ts';

/** Bundles one function repeatedly, and reads only what changed since the last time. */
export interface Bundler extends AsyncDisposable {
  /** Bundles the present sources. @throws esbuild's BuildFailure, which lists file, line and reason. */
  bundle(): Promise<FunctionBundle>;
}

/** The packages that the functions use, and the name of their bundle in an archive. */
const PACKAGES = { source: 'lambdas/shared/packages.ts', file: 'packages.mjs' };

/**
 * Makes the bundler of one function. `index.mjs` is the function's own code; `packages.mjs` beside it is what it uses of packages, the SDK
 * included. Packages that are not in `shared/packages.ts` go into `index.mjs`.
 *
 * @param root the project's folder, with `lambdas/` and `node_modules/`.
 */
export async function openBundler(name: BundleName, root: string): Promise<Bundler> {
  const own = await context({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: [name === 'mock-origin' ? 'mock-origin/lambda.ts' : `lambdas/${name}/index.ts`],
    // Nothing is written there. The source map names its sources relative to it, and Lambda has the map in `/var/task`, so a stack trace
    // reads `/var/task/lambdas/authorizer/judge.ts`.
    outfile: join(root, 'index.mjs'),
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [packagesApart(root)],
  });
  let packages: Packages | undefined;
  return {
    async bundle() {
      const { outputFiles, metafile } = await own.rebuild();
      const code = contentsOf(outputFiles, 'index.mjs');
      const files: Record<string, Packed> = {
        'index.mjs': packed(code),
        'index.mjs.map': packed(strToU8(ownSourceMap(strFromU8(contentsOf(outputFiles, 'index.mjs.map'))))),
      };
      const inputs = Object.keys(metafile.inputs);
      if (usesPackages(metafile)) {
        packages ??= await openPackages(root);
        const bundled = await packages.bundle();
        files[PACKAGES.file] = bundled.packed;
        inputs.push(...bundled.inputs);
      }
      return { name, handler: 'index.handler', codeSize: code.byteLength, inputs, ...pack(files) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([own.dispose(), packages?.context.dispose()]);
    },
  };
}

/**
 * esbuild can tree-shake ES modules, and Node.js loads them fastest here. White space goes; names stay, so that stack traces are readable.
 */
const OPTIONS = {
  write: false,
  metafile: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The packages' own ES modules: for most of the SDK `main` names CommonJS, which cannot be tree-shaken.
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  // Otherwise a linked package folder would put its real path into the source map.
  preserveSymlinks: true,
  // Some dependencies are CommonJS and require Node's own modules.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  // On a Node.js older than Lambda's, the SDK would log a note about versions.
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
  logLevel: 'silent',
} as const satisfies BuildOptions;

type Built = BuildResult<typeof OPTIONS>;

/** Keeps packages out of the functions' own code. */
function packagesApart(root: string): Plugin {
  const source = join(root, PACKAGES.source);
  return {
    name: 'packages apart',
    setup({ onResolve }) {
      onResolve({ filter: /\/packages\.ts$/ }, ({ path, resolveDir }) =>
        join(resolveDir, path) === source ? { path: `./${PACKAGES.file}`, external: true } : undefined,
      );
    },
  };
}

function usesPackages({ outputs }: Built['metafile']): boolean {
  return Object.values(outputs).some(({ imports }) =>
    imports.some(({ path, external }) => external && path === `./${PACKAGES.file}`),
  );
}

interface Packages {
  readonly context: BuildContext<typeof OPTIONS>;
  bundle(): Promise<{ packed: Packed; inputs: readonly string[] }>;
}

/** The packages' bundle, rebuilt when the functions use other parts of packages or other packages are installed. */
async function openPackages(root: string): Promise<Packages> {
  const watched = [PACKAGES.source, 'package-lock.json'].map((path) => join(root, path));
  const options = { ...OPTIONS, absWorkingDir: root, entryPoints: [PACKAGES.source] };
  const made = await context({ ...options, outfile: join(root, PACKAGES.file) });
  let last: { mark: string; packed: Packed; inputs: readonly string[] } | undefined;
  return {
    context: made,
    async bundle() {
      const marks = await Promise.all(watched.map((path) => stat(path).catch(() => undefined)));
      const mark = marks.map((file) => `${file?.size}@${file?.mtimeMs}`).join(' ');
      if (last?.mark === mark) return last;
      const { outputFiles, metafile } = await made.rebuild();
      last = {
        mark,
        packed: packed(contentsOf(outputFiles, PACKAGES.file)),
        inputs: Object.keys(metafile.inputs),
      };
      return last;
    },
  };
}

function contentsOf(files: readonly { path: string; contents: Uint8Array }[], name: string): Uint8Array {
  const file = files.find(({ path }) => path.endsWith(`/${name}`) || path.endsWith(`\\${name}`));
  if (file === undefined) throw new Error(`esbuild made no ${name}.`);
  return file.contents;
}
