/** Releases a lock. Calling it again does nothing. */
export type Release = () => void;

/** Who may write which item: one at a time, first come first served. Items are named by their full keys in the store. */
export interface ItemLocks {
  /** Runs `task` when nobody else holds the item: at once, or later. */
  take(item: string, task: (release: Release) => void): void;
  /** Resolves when all items are locked. All are queued in one step, so that two callers of the same never wait for each other. */
  takeAll(items: readonly string[]): Promise<Release>;
  isHeld(item: string): boolean;
}

export function createItemLocks(): ItemLocks {
  /** Present while the item is held; holds those that wait for it. */
  const waiting = new Map<string, ((release: Release) => void)[]>();

  function releaser(item: string, queue: ((release: Release) => void)[]): Release {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = queue.shift();
      if (next) queueMicrotask(() => next(releaser(item, queue)));
      else waiting.delete(item);
    };
  }

  function take(item: string, task: (release: Release) => void): void {
    const queue = waiting.get(item);
    if (queue) {
      queue.push(task);
      return;
    }
    const fresh: ((release: Release) => void)[] = [];
    waiting.set(item, fresh);
    task(releaser(item, fresh));
  }

  return {
    take,
    async takeAll(items) {
      const releases = await Promise.all(
        items.map((item) => new Promise<Release>((resolve) => take(item, resolve))),
      );
      return () => {
        for (const release of releases) release();
      };
    },
    isHeld: (item) => waiting.has(item),
  };
}
