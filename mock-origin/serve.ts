import { createServer, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { createOrigin } from './app.ts';
import type { OriginConfig } from './config.ts';
import { relayTo } from './relay.ts';

/**
 * How long an idle connection is kept, in milliseconds: longer than a gateway keeps its own, so that the gateway is
 * the one to close it and never sends a request into a connection that is being closed.
 */
const KEEP_ALIVE_MS = 65_000;

/** How long requests in flight may take after a stop, in milliseconds. */
const DRAIN_MS = 3_000;

/** After a successor has taken over, idle connections are kept so long: the engine's gateway closes its own after 4 s. */
const LINGER_MS = 5_000;

/** After a successor has taken over, requests in flight may take so long: more than a gateway waits, which is 29 s. */
const LAST_MS = 30_000;

/** An origin that is listening. */
export interface RunningOrigin extends AsyncDisposable {
  /** As in `http://127.0.0.1:3000`. */
  url: string;
  /** What listens, to be handed to a successor. */
  server: NetServer;
  /** Takes no more connections, and resolves when all have ended; after 3 s they are cut. */
  close(): Promise<void>;
  /**
   * Leaves new connections to a successor that listens on the same socket, and resolves when its own have ended. What still
   * comes on those is passed on to the successor, so that nothing is lost and nothing is answered by old code.
   */
  giveWay(): Promise<void>;
}

/**
 * Starts the origin, on its own port or on what a predecessor listens on.
 * @throws Error in one sentence when the address cannot be listened on, with the system's error as its `cause`.
 */
export async function serveOrigin(config: OriginConfig, inherited?: NetServer): Promise<RunningOrigin> {
  const server = createServer(createOrigin({ secret: config.secret }));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const address = await listen(server, config, inherited);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const url = `http://${host}:${address.port}`;
  const close = () => closeServer(server);
  return { url, server, close, giveWay: () => giveWay(server, url), [Symbol.asyncDispose]: close };
}

function listen(server: Server, { port, host }: OriginConfig, inherited?: NetServer): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `port ${port} on ${host} is in use; stop what uses it, or set PORT to another`
          : `cannot listen on ${host} port ${port}: ${error.message}`;
      reject(new Error(`mock-origin: ${reason}.`, { cause: error }));
    });
    const listening = () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('mock-origin: no port was taken.'));
      else resolve(address);
    };
    if (inherited) server.listen(inherited, listening);
    else server.listen(port, host, listening);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Connections alone keep the process until then.
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function giveWay(server: Server, url: string): Promise<void> {
  return new Promise((resolve) => {
    server.removeAllListeners('request').on('request', relayTo(url));
    server.keepAliveTimeout = LINGER_MS;
    const timers = [
      setTimeout(() => server.closeIdleConnections(), LINGER_MS),
      setTimeout(() => server.closeAllConnections(), LAST_MS),
    ];
    // HTTP's own `close` would cut idle connections, into which the gateway may be sending a request just now.
    NetServer.prototype.close.call(server, () => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
