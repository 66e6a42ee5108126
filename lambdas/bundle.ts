import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { strFromU8, strToU8, type Zippable, zipSync } from 'fflate';
import { ownSourceMap } from './own-source-map.ts';

/** The functions that can be bundled, by the name of their folder. */
export const FUNCTION_NAMES = ['post-confirmation', 'authorizer'] as const;

/** Name of a function's folder under `lambdas/`. */
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** What can be bundled: the two functions of the system, and the source server for where it is a function itself. */
export type BundleName = FunctionName | 'mock-origin';

/** Lambda's `Handler` for every bundle: the export `handler` of `index.mjs`. */
export const HANDLER = 'index.handler';

/** A function's deployment package. */
export interface FunctionBundle {
  name: BundleName;
  handler: typeof HANDLER;
  /** The zip archive: `index.mjs`, and `index.mjs.map`, which leads to `lambdas/…/<file>.ts` and holds no sources. */
  zip: Uint8Array;
  /** SHA-256 of `zip` in base64, which is what Lambda reports as `CodeSha256`. */
  codeSha256: string;
  /** Size of `index.mjs` in bytes, before compression. */
  codeSize: number;
  /** The files it was made from, relative to `root`. */
  inputs: readonly string[];
}

/**
 * The earliest day that a zip archive can tell, and the same in every time zone: the archive holds local time, and
 * this is made of it.
 */
const FIXED_TIME = new Date(1980, 0, 2, 12, 0, 0);

/** Regular file, readable by everyone: Lambda refuses code that its user cannot read. */
const FILE_MODE = 0o100644;

/**
 * Bundles one function and what it needs, the SDK included, into a zip archive. The same source and packages give
 * the same bytes: nothing depends on the folder, the time, or the order of the file system.
 *
 * ES modules are what esbuild can shake, and what Node.js loads fastest here; white space goes and names stay, so
 * that a stack trace can be read.
 *
 * @param options.root the project's folder, which holds `lambdas/` and `node_modules/`.
 * @throws esbuild's BuildFailure, which lists file, line and reason.
 */
export async function bundleFunction(name: BundleName, options: { root: string }): Promise<FunctionBundle> {
  const { root } = options;
  const result = await build({
    absWorkingDir: root,
    entryPoints: [name === 'mock-origin' ? 'mock-origin/lambda.ts' : `lambdas/${name}/index.ts`],
    // Nothing is written there: the source map names its sources from there, and Lambda has the map in `/var/task`. A stack trace
    // reads `/var/task/lambdas/authorizer/judge.ts`.
    outfile: join(root, 'index.mjs'),
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The packages' own ES modules: `main` names CommonJS for most of the SDK, which cannot be shaken.
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    // A linked package folder would otherwise put its real path into the source map.
    preserveSymlinks: true,
    // Some dependencies are CommonJS and require Node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    // On an older Node.js than Lambda's, the SDK would write a note on versions into the function's log.
    define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
    logLevel: 'silent',
  });
  const code = contentsOf(result.outputFiles, 'index.mjs');
  const zip = zipSync({
    'index.mjs': entry(code),
    'index.mjs.map': entry(strToU8(ownSourceMap(strFromU8(contentsOf(result.outputFiles, 'index.mjs.map'))))),
  });
  const codeSha256 = createHash('sha256').update(zip).digest('base64');
  return {
    name,
    handler: HANDLER,
    zip,
    codeSha256,
    codeSize: code.byteLength,
    inputs: Object.keys(result.metafile.inputs),
  };
}

function entry(contents: Uint8Array): Zippable[string] {
  return [contents, { level: 9, mtime: FIXED_TIME, os: 3, attrs: FILE_MODE * 0x10000 }];
}

function contentsOf(files: readonly { path: string; contents: Uint8Array }[], name: string): Uint8Array {
  const file = files.find(({ path }) => path.endsWith(`/${name}`) || path.endsWith(`\\${name}`));
  if (file === undefined) throw new Error(`esbuild made no ${name}.`);
  return file.contents;
}
