import type { FunctionProcess, Launch } from './function-process.ts';

/** Waiting processes, started and without a function, so that a cold start need not wait for Node.js to start. */
export interface Spares {
  /** Takes the spare for this memory size, if there is one; for code that is no zip only one that runs code from anywhere. */
  take(memoryMb: number, needs?: { anywhere: boolean }): FunctionProcess | undefined;
  /** Starts a spare for this memory size, unless there is one. */
  want(memoryMb: number): void;
  /** Ends the spares. */
  clear(): Promise<void>;
}

/** How many memory sizes have a spare: the heap's limit is fixed when Node.js starts. */
const SIZES = 2;

/** Makes the keeper of spares, for the last requested memory sizes. */
export function createSpares(launch: Launch): Spares {
  const waiting = new Map<number, FunctionProcess>();
  /** Those that are being started. */
  const coming = new Map<number, Promise<void>>();
  let cleared = 0;

  async function bring(memoryMb: number): Promise<void> {
    const before = cleared;
    const spare = await launch(memoryMb);
    if (before !== cleared) {
      spare.kill();
      await spare.exited;
      return;
    }
    waiting.set(memoryMb, spare);
    void spare.exited.then(() => {
      if (waiting.get(memoryMb) === spare) waiting.delete(memoryMb);
    });
    const [oldest] = waiting;
    if (waiting.size > SIZES && oldest) {
      waiting.delete(oldest[0]);
      oldest[1].kill();
    }
  }

  return {
    take(memoryMb, { anywhere } = { anywhere: false }) {
      const spare = waiting.get(memoryMb);
      if (anywhere && !spare?.runsAnywhere) return undefined;
      waiting.delete(memoryMb);
      return spare;
    },
    want(memoryMb) {
      const present = waiting.get(memoryMb);
      if (present) {
        waiting.delete(memoryMb);
        waiting.set(memoryMb, present);
        return;
      }
      if (coming.has(memoryMb)) return;
      const launching = bring(memoryMb).finally(() => coming.delete(memoryMb));
      coming.set(memoryMb, launching);
    },
    async clear() {
      cleared += 1;
      const all = [...waiting.values()];
      waiting.clear();
      for (const spare of all) spare.kill();
      await Promise.all([...all.map((spare) => spare.exited), ...coming.values()]);
    },
  };
}
