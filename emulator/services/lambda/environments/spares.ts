import type { FunctionProcess, Launch } from './function-process.ts';

/** Processes that wait, started and with nothing of any function in them, so that a cold start need not wait for Node.js to start. */
export interface Spares {
  /** Takes the one that waits for this memory size, when there is one. */
  take(memoryMb: number): FunctionProcess | undefined;
  /** Sees to it that one waits for this memory size from soon on. */
  want(memoryMb: number): void;
  /** Ends those that wait. */
  clear(): Promise<void>;
}

/** For so many memory sizes a process is kept waiting: the limit of the heap is fixed when Node.js starts. */
const SIZES = 2;

/** Makes the keeper of spare processes; the memory sizes asked for last are served. */
export function createSpares(launch: Launch): Spares {
  const waiting = new Map<number, FunctionProcess>();
  return {
    take(memoryMb) {
      const spare = waiting.get(memoryMb);
      waiting.delete(memoryMb);
      return spare;
    },
    want(memoryMb) {
      const present = waiting.get(memoryMb);
      waiting.delete(memoryMb);
      const spare = present ?? launch(memoryMb);
      waiting.set(memoryMb, spare);
      if (present) return;
      void spare.exited.then(() => {
        if (waiting.get(memoryMb) === spare) waiting.delete(memoryMb);
      });
      const [oldest] = waiting;
      if (waiting.size > SIZES && oldest) {
        waiting.delete(oldest[0]);
        oldest[1].kill();
      }
    },
    async clear() {
      const all = [...waiting.values()];
      waiting.clear();
      for (const spare of all) spare.kill();
      await Promise.all(all.map((spare) => spare.exited));
    },
  };
}
