import { existsSync, readFileSync } from 'node:fs';

/** Charges a process for the CPU time of a run from now on; the returned function ends that. */
export type LimitCpu = (pid: number) => () => void;

/** A function has one whole vCPU at this size, and less or more of it in proportion (developer guide, "Configure Lambda function memory"). */
const MB_OF_ONE_VCPU = 1769;
/** Shares are dealt out in periods of so many milliseconds, as the kernel does it for a container. */
const PERIOD_MS = 20;
/** How often a run is looked at, in milliseconds. */
const LOOK_MS = 4;

/**
 * What a process has to its credit, in milliseconds of CPU: it earns its share of the time that goes by, up to what a period is
 * worth, and pays for what it uses. Waiting costs nothing, and cannot be saved up.
 */
export function creditAfter(
  credit: number,
  { usedMs, elapsedMs, share }: { usedMs: number; elapsedMs: number; share: number },
): number {
  return Math.min(credit + elapsedMs * share, PERIOD_MS * share) - usedMs;
}

/**
 * Makes what gives an environment the share of a core that its memory buys, by stopping its process (SIGSTOP) when it has used
 * more, and letting it go on when the time has come. An approximation of the quota that a container has: it is coarser, by some
 * milliseconds, and charges the main thread alone. Undefined for a size that buys a whole core or more.
 * Throws an Error where the kernel does not tell of CPU time (`/proc/<pid>/schedstat`, Linux).
 */
export function createCpuShare(memoryMb: number): LimitCpu | undefined {
  if (!existsSync('/proc/self/schedstat')) {
    throw new Error(
      'LAMBDA_CPU=aws needs /proc/<pid>/schedstat, which Linux has: leave LAMBDA_CPU out here.',
    );
  }
  const share = memoryMb / MB_OF_ONE_VCPU;
  return share >= 1 ? undefined : (pid) => limit(pid, share);
}

function limit(pid: number, share: number): () => void {
  let credit = PERIOD_MS * share;
  let seen = { at: performance.now(), used: cpuMs(pid) };
  let timer = setTimeout(look, LOOK_MS);
  timer.unref();

  function look(): void {
    const now = { at: performance.now(), used: cpuMs(pid) };
    credit = creditAfter(credit, { usedMs: now.used - seen.used, elapsedMs: now.at - seen.at, share });
    seen = now;
    signal(pid, credit < 0 ? 'SIGSTOP' : 'SIGCONT');
    timer = setTimeout(look, credit < 0 ? -credit / share : LOOK_MS);
    timer.unref();
  }

  return () => {
    clearTimeout(timer);
    signal(pid, 'SIGCONT');
  };
}

/** The CPU time of a process's main thread. It comes from the kernel's memory and waits for no disk. */
function cpuMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
