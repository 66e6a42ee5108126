/** The functions, by the name of their folder. */
export const FUNCTION_NAMES = ['post-confirmation', 'authorizer', 'credential'] as const;

/** Lambda's `Handler` for every bundle: the export `handler` of `index.mjs`. */
export const HANDLER = 'index.handler';

/** Name of a function's folder under `lambdas/`. */
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** What can be bundled: the functions of the system, and the source server where it runs as a function. */
export type BundleName = FunctionName | 'mock-origin';

/** A function's deployment package. */
export interface FunctionBundle {
  name: BundleName;
  handler: typeof HANDLER;
  /**
   * The zip archive: `index.mjs`; `index.mjs.map`, which leads to `lambdas/…/<file>.ts` and holds no sources; and `packages.mjs` where
   * the function uses packages.
   */
  zip: Uint8Array;
  /** SHA-256 of `zip` in base64, which Lambda reports as `CodeSha256`. */
  codeSha256: string;
  /** Size of `index.mjs` in bytes, before compression. */
  codeSize: number;
  /** The files it was made from, relative to `root`. */
  inputs: readonly string[];
}
