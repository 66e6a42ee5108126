// @ts-check
/** The same as `lookup.mjs` does in the process, for Node.js without `module.registerHooks`: these hooks run on a thread of their own. */
import { fromLambdasPath, homeOf, isOfSdk, namesPackage, notFound } from './lookup-rules.mjs';

/** @type {import('./lookup-rules.mjs').Places} */
let places;

/** @param {import('./lookup-rules.mjs').Places} given */
export function initialize(given) {
  places = given;
}

/**
 * @param {string} given
 * @param {{ parentURL?: string }} context
 * @param {(specifier: string, context: object) => Promise<{ url: string }>} next
 */
export async function resolve(given, context, next) {
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
