import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOrigin } from './app.ts';
import type { OriginConfig } from './config.ts';

/**
 * How long an idle connection is kept, in milliseconds: longer than a gateway keeps its own, so that the gateway is
 * the one to close it and never sends a request into a connection that is being closed.
 */
const KEEP_ALIVE_MS = 65_000;

/** How long requests in flight may take after a stop, in milliseconds. */
const DRAIN_MS = 3_000;

/** An origin that is listening. */
export interface RunningOrigin extends AsyncDisposable {
  /** As in `http://127.0.0.1:3000`. */
  url: string;
  /** Takes no more connections, and resolves when all have ended; after 3 s they are cut. */
  close(): Promise<void>;
}

/**
 * Starts the origin.
 * @throws Error in one sentence when the address cannot be listened on, with the system's error as its `cause`.
 */
export async function serveOrigin(config: OriginConfig): Promise<RunningOrigin> {
  const server = createServer(createOrigin({ secret: config.secret }));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const address = await listen(server, config);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const close = () => closeServer(server);
  return { url: `http://${host}:${address.port}`, close, [Symbol.asyncDispose]: close };
}

function listen(server: Server, { port, host }: OriginConfig): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `port ${port} on ${host} is in use; stop what uses it, or set PORT to another`
          : `cannot listen on ${host} port ${port}: ${error.message}`;
      reject(new Error(`mock-origin: ${reason}.`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('mock-origin: no port was taken.'));
      else resolve(address);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
