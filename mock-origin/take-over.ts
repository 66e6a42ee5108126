import type { Server } from 'node:net';

/** Asks the process that started this one for what it listens on. Rejects when it ends instead. */
export function takeOver(): Promise<Server> {
  return new Promise((resolve, reject) => {
    process.once('message', (_word, server) => resolve(server as Server));
    process.once('disconnect', () => reject(new Error('mock-origin: the predecessor has ended.')));
    process.send?.('ready');
  });
}
