// @ts-check
/** The same as `lookup.mjs` does in the process, for Node.js without `module.registerHooks`: these hooks run on a thread of their own. */
import { fromLambdasPath, homeOf, isOfSdk, namesPackage, notFound } from './lookup-rules.mjs';

/** @type {Promise<import('./lookup-rules.mjs').Places>} */
let told;

/** @param {import('node:worker_threads').MessagePort} port on which the places come once they are known */
export function initialize(port) {
  told = new Promise((resolve) => {
    port.once('message', (places) => {
      port.close();
      resolve(places);
    });
  });
}

/**
 * @param {string} given
 * @param {{ parentURL?: string }} context
 * @param {(specifier: string, context: object) => Promise<{ url: string }>} next
 */
export async function resolve(given, context, next) {
  const places = await told;
  const specifier = fromLambdasPath(places, given);
  const parent = context.parentURL ?? '';
  const home = homeOf(places, parent);
  if (home === undefined || !namesPackage(specifier)) return next(specifier, context);
  const found = await next(specifier, context).catch(() => undefined);
  if (found?.url.startsWith(home)) return found;
  if (home !== places.root || !isOfSdk(specifier)) throw notFound(specifier, parent);
  return next(specifier, { ...context, parentURL: places.runtime }).catch(() => {
    throw notFound(specifier, parent);
  });
}
