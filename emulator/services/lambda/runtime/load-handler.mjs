// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './function-errors.mjs';

/** As Lambda's runtime, whose own file is the last of a "Require stack". */
const require = createRequire(new URL('index.mjs', import.meta.url));

/**
 * @typedef {(event: unknown, ...rest: unknown[]) => unknown} Handler
 */

/**
 * Loads the function that a handler string names: `[folder/]module.export[.nested]`, module without its extension
 * (developer guide, "Define Lambda function handler in Node.js"). Throws a RuntimeError with Lambda's types, or what the module itself threw.
 *
 * @param {string} root the folder of the function's code
 * @param {string} handler
 * @returns {Promise<Handler>}
 */
export async function loadHandler(root, handler) {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const file = basename(handler);
  const folder = handler.slice(0, handler.length - file.length);
  const dot = file.indexOf('.');
  if (dot < 0) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const loaded = await loadModule(root, folder, file.slice(0, dot));
  /** @type {unknown} */
  let found = loaded;
  for (const key of file.slice(dot + 1).split('.')) {
    found = found && /** @type {Record<string, unknown>} */ (found)[key];
  }
  if (!found) throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  return /** @type {Handler} */ (found);
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<unknown>}
 */
async function loadModule(root, folder, name) {
  const stem = resolve(root, folder, name);
  try {
    if (statSync(stem, { throwIfNoEntry: false })?.isFile()) return require(stem);
    if (existsSync(`${stem}.js`)) {
      return isModulePackage(dirname(stem), root) ? await importFile(`${stem}.js`) : require(`${stem}.js`);
    }
    if (existsSync(`${stem}.mjs`)) return await importFile(`${stem}.mjs`);
    if (existsSync(`${stem}.cjs`)) return require(`${stem}.cjs`);
    return require(require.resolve(name, { paths: [root, join(root, folder)] }));
  } catch (error) {
    adviseOnSdk(error);
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', error);
    // A missing ES module has another code, and keeps its own type on AWS too.
    if (/** @type {{ code?: unknown }} */ (error)?.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', error);
    }
    throw error;
  }
}

/** @param {string} path */
function importFile(path) {
  return import(pathToFileURL(path).href);
}

/**
 * Whether the nearest package.json says that `.js` is an ES module.
 *
 * @param {string} folder
 * @param {string} root nothing above it counts
 * @returns {boolean}
 */
function isModulePackage(folder, root) {
  if (basename(folder) === 'node_modules') return false;
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    try {
      return JSON.parse(readFileSync(manifest, 'utf8'))?.type === 'module';
    } catch (error) {
      console.warn(`${manifest} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  return folder === root || dirname(folder) === folder ? false : isModulePackage(dirname(folder), root);
}

/**
 * Tells in the log how to bring a part of the AWS SDK that this engine's runtime does not have: Lambda has all of it.
 *
 * @param {unknown} error
 */
function adviseOnSdk(error) {
  const { code, message } = /** @type {{ code?: unknown, message?: unknown }} */ (error ?? {});
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return;
  const [, missing] = /'((?:@aws-sdk|@smithy)\/[^']+)'/.exec(String(message)) ?? [];
  if (missing)
    console.warn(
      `${missing} is not among the SDK clients of this engine's runtime: bundle it with the function (npm install ${missing}; with CDK's NodejsFunction, bundling: { externalModules: [] }).`,
    );
}
