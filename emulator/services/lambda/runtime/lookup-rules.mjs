// @ts-check
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Places URLs of folders, each with a slash at its end
 * @property {string} root the code
 * @property {string | undefined} layers the merged layers
 * @property {string} runtime a file of the runtime
 */

/** Whether an import names a package, and no file and no part of Node.js. @param {string} specifier */
export function namesPackage(specifier) {
  return !/^(?:\.{0,2}\/|\.{1,2}$|#|[a-z][a-z+.-]*:)/.test(specifier) && !isBuiltin(specifier);
}

/** Whether the runtime brings a package: the AWS SDK and what it is made of. @param {string} specifier */
export function isOfSdk(specifier) {
  return /^@(?:aws-sdk|smithy)\//.test(specifier);
}

/**
 * The folder of those below which a module lies; undefined for modules of the runtime.
 *
 * @param {Places} places
 * @param {string} url
 */
export function homeOf({ root, layers }, url) {
  return [root, layers].find((folder) => folder !== undefined && url.startsWith(folder));
}

/**
 * An import by the path that a file has in Lambda, as the URL of where it lies here; other imports as they are.
 *
 * @param {Places} places
 * @param {string} specifier
 */
export function fromLambdasPath({ root, layers }, specifier) {
  const [, folder, rest] = /^(?:file:\/\/)?(\/var\/task|\/opt)\/(.*)$/.exec(specifier) ?? [];
  const place = folder === '/opt' ? layers : folder && root;
  return place === undefined || rest === undefined ? specifier : new URL(rest, place).href;
}

/**
 * What Node.js says of a package that is not there.
 *
 * @param {string} specifier
 * @param {string} parent the URL of the module that imports it
 */
export function notFound(specifier, parent) {
  const [scope = '', name] = specifier.split('/');
  const wanted = scope.startsWith('@') ? `${scope}/${name}` : scope;
  const error = new Error(`Cannot find package '${wanted}' imported from ${fileURLToPath(parent)}`);
  return Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
}
