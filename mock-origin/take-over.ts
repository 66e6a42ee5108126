import type { Server } from 'node:net';

/** Asks this process's parent for its listening socket. Rejects if the parent ends instead. */
export function takeOver(): Promise<Server> {
  return new Promise((resolve, reject) => {
    process.once('message', (_word, server) => resolve(server as Server));
    process.once('disconnect', () => reject(new Error('mock-origin: the predecessor has ended.')));
    process.send?.('ready');
  });
}
