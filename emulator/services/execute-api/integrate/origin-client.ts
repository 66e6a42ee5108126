import { Agent } from 'undici';
import { lookupLoopback } from './loopback-names.ts';

/** Connections to endpoints, kept open between requests, one pool an origin. */
export interface OriginClient extends AsyncDisposable {
  readonly dispatcher: Agent;
}

/**
 * Opens the client through which endpoints are called. Timeouts are the gate's own, so undici's are off; redirects are
 * not followed and bodies are not decompressed, as AWS does neither.
 */
export function createOriginClient(): OriginClient {
  const dispatcher = new Agent({
    connections: 256,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 29_000, lookup: lookupLoopback },
    keepAliveTimeout: 4_000,
  });
  return {
    dispatcher,
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}
