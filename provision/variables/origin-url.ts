import { ReaderError } from '../reconcile/reader-error.ts';
import { isLoopback } from './endpoint.ts';
import { type Environment, readUrl } from './variable.ts';

/**
 * The origin's address without a trailing slash; undefined if the source server is deployed as a function. `local` says whether the target
 * is on this machine, `port` where its origin listens. Throws ReaderError for an address that a gateway of that target could not or must
 * not call.
 */
export function readOriginUrl(env: Environment, local: boolean, port: number): string | undefined {
  const origin = env['ORIGIN'] || (env['ORIGIN_URL'] || local ? 'url' : 'lambda');
  if (origin !== 'url' && origin !== 'lambda')
    throw new ReaderError(`ORIGIN is "${origin}": give url or lambda.`);
  if (origin === 'lambda') {
    if (!env['ORIGIN_URL']) return undefined;
    throw new ReaderError(
      'ORIGIN=lambda makes an origin of its own, and ORIGIN_URL names another: unset one of them.',
    );
  }
  if (!env['ORIGIN_URL'] && !local) {
    throw new ReaderError('ORIGIN=url needs ORIGIN_URL: the public address of the origin.');
  }
  const url = readUrl('ORIGIN_URL', env['ORIGIN_URL'] || `http://127.0.0.1:${port}`);
  if (!local && isLoopback(url.hostname)) {
    throw new ReaderError(
      `ORIGIN_URL is ${url.origin}, which a real account cannot reach: give a public address.`,
    );
  }
  if (!local && url.protocol !== 'https:') {
    throw new ReaderError(
      `ORIGIN_URL is ${url.origin}: the secret that opens the origin must not travel in the clear; give https.`,
    );
  }
  if (url.search || url.hash || url.username) {
    throw new ReaderError(
      'ORIGIN_URL carries a query, a fragment or a user: give scheme, host, port and path only.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
