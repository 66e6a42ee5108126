// @ts-check
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ root: string, runtime: string }} Places URLs: the folder of the code, with a slash at its end, and a file of the runtime
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
