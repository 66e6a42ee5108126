import type { EnvironmentLog } from './environment-log.ts';
import type { EnvironmentParts } from './environment-parts.ts';
import { timedOut } from './failures.ts';
import type { FunctionProcess } from './function-process.ts';
import { failed } from './invocation.ts';
import { watchMemory } from './memory-watch.ts';
import type { Run } from './run.ts';

interface Held {
  run: Run;
  /** How much of the function's time is already used. */
  spentMs: number;
  process: Pick<FunctionProcess, 'pid' | 'kill'>;
  log: EnvironmentLog;
  /** Called before a process is ended for its memory. */
  outOfMemory(): void;
}

/**
 * Holds an invocation to its function's time, memory and CPU. The returned function lets go of it, and resolves when the used CPU time has
 * been paid for.
 */
export function holdToLimits(
  { limits: { timeoutMs, memoryMb }, clock, cpu }: EnvironmentParts,
  { run, spentMs, process, log, outOfMemory }: Held,
): () => Promise<void> {
  const { requestId } = run.invocation;
  const timer = clock.after(timeoutMs - spentMs, () => {
    run.settle(requestId, failed(timedOut(requestId, timeoutMs)));
    const time = new Date(clock.now()).toISOString();
    log.write(`${time} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds\n\n`);
    process.kill();
  });
  const { pid } = process;
  if (pid === undefined) return async () => timer.cancel();
  const endMemory = watchMemory(pid, memoryMb * 1024 * 1024, () => {
    outOfMemory();
    process.kill();
  });
  const endCpu = cpu?.run(pid);
  return async () => {
    timer.cancel();
    endMemory();
    await endCpu?.();
  };
}
