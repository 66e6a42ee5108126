import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** The names that mean this machine whatever a resolver says: RFC 6761's, and the one of LocalStack's URLs. */
const LOOPBACK = /(^|\.)localhost(\.localstack\.cloud)?$/i;

/**
 * Resolves names, and this machine's without asking anybody, so that a function's URL can be an API's endpoint without a name server. For
 * `connect` of undici and of `node:net`.
 */
export const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  if (!LOOPBACK.test(hostname)) systemLookup(hostname, options, callback);
  else if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
