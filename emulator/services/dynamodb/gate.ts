/** Admits calls, and excludes them while an exclusive task runs. */
export interface Gate {
  during<T>(call: () => Promise<T>): Promise<T>;
  /** Waits until no call runs, then runs `task`; later calls wait until it is done. */
  closeFor(task: () => Promise<void>): void;
  /** Resolves when no call runs and no exclusive task either. */
  drained(): Promise<void>;
}

export function createGate(): Gate {
  let running = 0;
  let closed: Promise<void> | undefined;
  let whenIdle: (() => void) | undefined;

  async function idle(): Promise<void> {
    if (running > 0) {
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
      });
    }
  }

  async function closeAfter(before: Promise<void> | undefined, task: () => Promise<void>): Promise<void> {
    await before;
    await idle();
    await task();
  }

  return {
    async during(call) {
      while (closed) await closed;
      running += 1;
      try {
        return await call();
      } finally {
        running -= 1;
        if (running === 0) whenIdle?.();
      }
    },
    closeFor(task) {
      const closing = closeAfter(closed, task).then(() => {
        if (closed === closing) closed = undefined;
      });
      // A failed task keeps the gate closed: each waiting call gets its error.
      closing.catch(() => undefined);
      closed = closing;
    },
    async drained() {
      await closed;
      await idle();
    },
  };
}
