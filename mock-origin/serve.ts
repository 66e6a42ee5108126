import { createServer, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { createOrigin } from './app.ts';
import type { OriginConfig } from './config.ts';
import { relayTo } from './relay.ts';

/**
 * How long an idle connection stays open, in milliseconds: longer than a gateway keeps its own, so that the gateway closes it and never
 * sends a request into a closing connection.
 */
const KEEP_ALIVE_MS = 65_000;

/** How long requests in flight may take after a stop, in milliseconds. */
const DRAIN_MS = 3_000;

/** How long idle connections stay open after a successor took over: the engine's gateway closes its own after 4 s. */
const LINGER_MS = 5_000;

/** How long requests in flight may take after a successor took over: more than a gateway waits, which is 29 s. */
const LAST_MS = 30_000;

/** An origin that is listening. */
export interface RunningOrigin extends AsyncDisposable {
  /** As in `http://127.0.0.1:3000`. */
  url: string;
  /** What listens, to be handed to a successor. */
  server: NetServer;
  /** Accepts no more connections, and resolves when all have ended; closes them after 3 s. */
  close(): Promise<void>;
  /**
   * Leaves new connections to a successor that listens on the same socket, and resolves when its own have ended. It forwards new requests
   * on old connections to the successor, so that nothing is lost and old code answers nothing.
   */
  giveWay(): Promise<void>;
}

/**
 * Starts the origin, on its own port or on a predecessor's socket. @throws Error in one sentence if it cannot listen on the address, with
 * the system's error as its `cause`.
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
    // Until then only connections keep the process alive.
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
    // HTTP's own `close` would close idle connections, into which the gateway may just be sending a request.
    NetServer.prototype.close.call(server, () => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
