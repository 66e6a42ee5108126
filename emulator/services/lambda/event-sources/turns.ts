/** How many batches AWS reads at once from a queue at first (developer guide, "Scaling behavior"). */
const AT_FIRST = 5;

/** The default maximum of batches of one queue at once (same place). */
const MOST = 1250;

/** How many batches of a queue run at once. */
export interface Turns {
  /** Begins one; the returned function ends it. */
  enter(): () => void;
  /** Resolves when one more may begin, of `most` at once; rejects with the signal's reason. */
  free(most: number | undefined, signal: AbortSignal): Promise<void>;
  /** The queue is empty: start with few again. */
  calm(): void;
}

/** Five at first; one more each time that a batch had to wait for another one. AWS adds up to five a second. */
export function createTurns(): Turns {
  let running = 0;
  let open = AT_FIRST;
  let ended = () => {};
  return {
    enter() {
      running += 1;
      return () => {
        running -= 1;
        ended();
      };
    },
    async free(most = MOST, signal) {
      while (running >= Math.min(open, most)) {
        await new Promise<void>((resolve, reject) => {
          const abort = () => reject(signal.reason);
          signal.addEventListener('abort', abort, { once: true });
          ended = () => {
            signal.removeEventListener('abort', abort);
            resolve();
          };
        });
        open = Math.min(open + 1, MOST);
      }
    },
    calm() {
      open = AT_FIRST;
    },
  };
}
