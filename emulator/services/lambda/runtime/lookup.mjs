// @ts-check
import Module, { register } from 'node:module';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isOfSdk, namesPackage, notFound } from './lookup-rules.mjs';

/**
 * Sees to it that packages are looked for where Lambda looks for them: below the code, then in the layers, then among those of the
 * runtime, and nowhere else. In a sandbox the folders themselves see to it; elsewhere the code lies somewhere on the machine, and
 * what lies above it must not count.
 *
 * @param {{ root: string, env: Record<string, string> }} assignment
 */
export function lookOnlyIn({ root, env }) {
  const module = /** @type {any} */ (Module);
  // NODE_PATH was not there yet when Node.js started; the other global folders are the developer's.
  module._initPaths();
  const listed = (env['NODE_PATH'] ?? '').split(':');
  module.globalPaths = module.globalPaths.filter((/** @type {string} */ path) => listed.includes(path));
  if (root === '/var/task') return;
  const inside = root + sep;
  const lookUp = module._nodeModulePaths;
  module._nodeModulePaths = (/** @type {string} */ from) => {
    /** @type {string[]} */
    const paths = lookUp(from);
    return from === root || from.startsWith(inside) ? paths.filter((path) => path.startsWith(inside)) : paths;
  };
  const places = {
    root: pathToFileURL(inside).href,
    runtime: pathToFileURL(`${env['LAMBDA_RUNTIME_DIR']}/index.mjs`).href,
  };
  if (module.registerHooks) module.registerHooks({ resolve: resolver(places) });
  else register(new URL('lookup-hooks.mjs', import.meta.url), { data: places });
}

/** @param {import('./lookup-rules.mjs').Places} places */
function resolver(places) {
  /**
   * @param {string} specifier
   * @param {{ parentURL?: string, conditions: string[] }} context
   * @param {(specifier: string, context: object) => { url: string }} next
   */
  return (specifier, context, next) => {
    const parent = context.parentURL ?? '';
    // `require` has its own order, by NODE_PATH.
    const required = context.conditions.includes('require');
    if (required || !parent.startsWith(places.root) || !namesPackage(specifier))
      return next(specifier, context);
    /** @type {{ url: string } | undefined} */
    let found;
    try {
      found = next(specifier, context);
    } catch {
      // Looked for in the runtime below.
    }
    if (found?.url.startsWith(places.root)) return found;
    if (!isOfSdk(specifier)) throw notFound(specifier, parent);
    try {
      return next(specifier, { ...context, parentURL: places.runtime });
    } catch {
      throw notFound(specifier, parent);
    }
  };
}
