import type { ServerResponse } from 'node:http';

/** A reader that leaves this many bytes unread is disconnected, so that the engine does not grow for a reader that stopped. */
const MAX_UNREAD = 4 * 1024 * 1024;

/** Lines closer together than this, in milliseconds, go out in one write: under load each write would cost more than its line. */
const TOGETHER_MS = 50;

/** Writes lines to a response: the first after a silence at once, later ones together. */
export function createLineWriter(response: ServerResponse): (line: string) => void {
  let waiting = '';
  // By the machine's time, because the engine's may stand still.
  let pause: NodeJS.Timeout | undefined;
  response.once('close', () => clearTimeout(pause));

  function flush(): void {
    pause = undefined;
    if (waiting === '' || response.destroyed) return;
    response.write(waiting);
    waiting = '';
    if (response.writableLength > MAX_UNREAD) response.destroy();
    else pause = setTimeout(flush, TOGETHER_MS);
  }

  return (line) => {
    waiting += line;
    if (pause === undefined) flush();
  };
}
