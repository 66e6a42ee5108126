import { Agent, buildConnector } from 'undici';
import type { RouteConnections } from '../../../edge/doors/route-connections.ts';
import { lookupLoopback } from './loopback-names.ts';

/** Connections to endpoints, kept open between requests, one pool an origin. */
export interface OriginClient extends AsyncDisposable {
  readonly dispatcher: Agent;
}

/**
 * Opens the client for endpoints. Timeouts are the gate's own, so undici's are off; redirects are not followed and bodies are not
 * decompressed, as on AWS. `routes` hears of each connection.
 */
export function createOriginClient(routes: Pick<RouteConnections, 'opened'>): OriginClient {
  const connect = buildConnector({ timeout: 29_000, lookup: lookupLoopback });
  const dispatcher = new Agent({
    connections: 256,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) =>
      connect(options, (...outcome) => {
        const [error, socket] = outcome;
        if (!error) routes.opened(socket);
        callback(...outcome);
      }),
    keepAliveTimeout: 4_000,
  });
  return {
    dispatcher,
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}
