import { isIP, type Socket } from 'node:net';

/**
 * The connections that this engine's APIs have opened to their endpoints. A route may lead to any service of the developer's, but one that
 * leads back to the engine must not reach its administration: otherwise anybody who can call the API could do what only the developer may.
 */
export interface RouteConnections {
  /** Remembers a connection, until it is closed. */
  opened(socket: Pick<Socket, 'localPort' | 'once'>): void;
  /** Whether an incoming connection is the other end of one of them. */
  includes(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): boolean;
}

/** Makes the list, empty. */
export function createRouteConnections(): RouteConnections {
  const ports = new Set<number>();
  return {
    opened(socket) {
      const { localPort } = socket;
      if (localPort === undefined) return;
      ports.add(localPort);
      socket.once('close', () => ports.delete(localPort));
    },
    includes: ({ remoteAddress = '', remotePort }) =>
      remotePort !== undefined && ports.has(remotePort) && isIP(remoteAddress) > 0,
  };
}
