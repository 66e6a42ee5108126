import { openBundler } from './bundler.ts';
import type { BundleName, FunctionBundle } from './function-bundle.ts';

/**
 * Bundles a function and its dependencies, the SDK included, into a zip archive. The same source and packages give the same bytes: nothing
 * depends on the folder, the time, or the order of the file system.
 *
 * @param options.root the project's folder, with `lambdas/` and `node_modules/`.
 * @throws esbuild's BuildFailure, which lists file, line and reason.
 */
export async function bundleFunction(name: BundleName, options: { root: string }): Promise<FunctionBundle> {
  await using bundler = await openBundler(name, options.root);
  return await bundler.bundle();
}
