import type { Server } from 'node:http';

/** How often it looks for a spare port that both kinds of loopback address have free. */
const TRIES = 20;

/**
 * Opens a port: on loopback for IPv4 and IPv6 alike, if there is IPv6, because `localhost` is either. Port 0 takes a spare one. Rejects
 * with the system's error if the port is taken on one of them, and leaves nothing open then.
 */
export async function openServers(host: string, port: number, make: () => Server): Promise<Server[]> {
  for (let attempt = 1; ; attempt += 1) {
    const first = make();
    await opened(first, host, port);
    if (host !== '127.0.0.1') return [first];
    const second = make();
    try {
      await opened(second, '::1', portOf([first]));
      return [first, second];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // No IPv6 on this machine.
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [first];
      await closed(first);
      if (port !== 0 || code !== 'EADDRINUSE' || attempt === TRIES) throw error;
    }
  }
}

/** The port that servers of `openServers` listen on. */
export function portOf([first]: readonly Server[]): number {
  const address = first?.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Closes a server with all its connections. */
export async function closed(server: Server): Promise<void> {
  const end = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await end;
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
