// @ts-check
import Module, { register } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { fromLambdasPath, homeOf, isOfSdk, namesPackage, notFound } from './lookup-rules.mjs';

/** In namespaces the folders themselves see to it that nothing else is found. */
const SHUT_IN = import.meta.url.startsWith('file:///var/runtime/');

/**
 * Begins what takes long, while the process waits for its function: without `module.registerHooks` the hooks have a thread of their own,
 * which is told the places once they are known.
 *
 * @type {((places: import('./lookup-rules.mjs').Places) => void) | undefined}
 */
const tellHooks = SHUT_IN || /** @type {any} */ (Module).registerHooks ? undefined : startHooks();

function startHooks() {
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  register(new URL('lookup-hooks.mjs', import.meta.url), { data: port2, transferList: [port2] });
  return (/** @type {import('./lookup-rules.mjs').Places} */ places) => port1.postMessage(places);
}

/**
 * Sees to it that packages are looked for where Lambda looks for them: below the code, then in the layers, then among those of the
 * runtime, and nowhere else. In a sandbox the folders themselves see to it; elsewhere code and layers lie somewhere on the machine, and
 * what lies above them must not count. Paths that begin with `/var/task/` or `/opt/` lead there.
 *
 * @param {{ root: string, layers?: string, env: Record<string, string> }} assignment
 */
export function lookOnlyIn({ root, layers, env }) {
  const module = /** @type {any} */ (Module);
  // NODE_PATH was not there yet when Node.js started; the other global folders are the developer's.
  module._initPaths();
  const listed = (env['NODE_PATH'] ?? '').split(':');
  module.globalPaths = module.globalPaths.filter((/** @type {string} */ path) => listed.includes(path));
  if (SHUT_IN) return;
  const places = {
    root: pathToFileURL(root + sep).href,
    layers: layers === undefined ? undefined : pathToFileURL(layers + sep).href,
    runtime: pathToFileURL(`${env['LAMBDA_RUNTIME_DIR']}/index.mjs`).href,
  };
  confineRequire(
    [root, ...(layers === undefined ? [] : [layers])].map((path) => path + sep),
    places,
  );
  if (tellHooks) tellHooks(places);
  else module.registerHooks({ resolve: resolver(places) });
}

/**
 * @param {string[]} folders each with a separator at its end
 * @param {import('./lookup-rules.mjs').Places} places
 */
function confineRequire(folders, places) {
  const module = /** @type {any} */ (Module);
  const here = (/** @type {string} */ path) => {
    const found = fromLambdasPath(places, path);
    return found === path ? path : fileURLToPath(found);
  };
  const lookUp = module._nodeModulePaths;
  module._nodeModulePaths = (/** @type {string} */ given) => {
    const from = here(`${given}/`).replace(/\/$/, '');
    /** @type {string[]} */
    const paths = lookUp(from);
    const home = folders.find((folder) => `${from}${sep}`.startsWith(folder));
    return home === undefined ? paths : paths.filter((path) => path.startsWith(home));
  };
  const resolveFilename = module._resolveFilename;
  module._resolveFilename = (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) =>
    resolveFilename.call(module, typeof request === 'string' ? here(request) : request, ...rest);
}

/** @param {import('./lookup-rules.mjs').Places} places */
function resolver(places) {
  /**
   * @param {string} given
   * @param {{ parentURL?: string, conditions: string[] }} context
   * @param {(specifier: string, context: object) => { url: string }} next
   */
  return (given, context, next) => {
    const parent = context.parentURL ?? '';
    // `require` has its own order, by NODE_PATH.
    if (context.conditions.includes('require')) return next(given, context);
    const specifier = fromLambdasPath(places, given);
    const home = homeOf(places, parent);
    if (home === undefined || !namesPackage(specifier)) return next(specifier, context);
    /** @type {{ url: string } | undefined} */
    let found;
    try {
      found = next(specifier, context);
    } catch {
      // Looked for in the runtime below.
    }
    if (found?.url.startsWith(home)) return found;
    if (home !== places.root || !isOfSdk(specifier)) throw notFound(specifier, parent);
    try {
      return next(specifier, { ...context, parentURL: places.runtime });
    } catch {
      throw notFound(specifier, parent);
    }
  };
}
