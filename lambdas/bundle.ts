import { openBundler } from './bundler.ts';

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
  /**
   * The zip archive: `index.mjs`; `index.mjs.map`, which leads to `lambdas/…/<file>.ts` and holds no sources; and `packages.mjs` where
   * the function uses packages.
   */
  zip: Uint8Array;
  /** SHA-256 of `zip` in base64, which is what Lambda reports as `CodeSha256`. */
  codeSha256: string;
  /** Size of `index.mjs` in bytes, before compression. */
  codeSize: number;
  /** The files it was made from, relative to `root`. */
  inputs: readonly string[];
}

/**
 * Bundles one function and what it needs, the SDK included, into a zip archive. The same source and packages give
 * the same bytes: nothing depends on the folder, the time, or the order of the file system.
 *
 * @param options.root the project's folder, which holds `lambdas/` and `node_modules/`.
 * @throws esbuild's BuildFailure, which lists file, line and reason.
 */
export async function bundleFunction(name: BundleName, options: { root: string }): Promise<FunctionBundle> {
  await using bundler = await openBundler(name, options.root);
  return await bundler.bundle();
}
