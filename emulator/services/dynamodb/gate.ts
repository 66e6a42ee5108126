/** Lets calls through, and keeps them out while something happens that must not meet any. */
export interface Gate {
  during<T>(call: () => Promise<T>): Promise<T>;
  /** Waits until no call runs, then runs `task`; calls that come from now on wait until it is done. */
  closeFor(task: () => Promise<void>): void;
  /** Resolves when no call runs and nothing keeps calls out. */
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
      // A task that fails keeps the gate closed: each call that waits for it is told why.
      closing.catch(() => undefined);
      closed = closing;
    },
    async drained() {
      await closed;
      await idle();
    },
  };
}
