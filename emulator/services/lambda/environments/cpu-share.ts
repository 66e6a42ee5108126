import { setTimeout as delay } from 'node:timers/promises';
import { creditAfter, PERIOD_MS, pauseOf, shareOf } from './cpu-credit.ts';
import { cpuTimeOf } from './cpu-time.ts';
import type { EnvironmentCpu } from './environment-cpu.ts';

/** How often an invocation is checked, in milliseconds: a tick of a kernel with 250 a second. */
const LOOK_MS = 4;

/**
 * Gives one environment the share of a core that its memory buys, without the kernel's help. An approximation of its quota: a process that
 * used more is stopped (SIGSTOP) until the period that pays for it begins, and if an invocation ends in debt, as one shorter than a check
 * does, its answer is held back until then. All threads are charged, child processes are not. The init is free. Undefined for a size that
 * buys a whole core or more: code on one thread gains nothing by it. Needs what `tellsCpuTime` asks for.
 */
export function createCpuShare(memoryMb: number): EnvironmentCpu | undefined {
  const share = shareOf(memoryMb);
  return share >= 1 ? undefined : limiter(PERIOD_MS * share);
}

function limiter(quotaMs: number): EnvironmentCpu {
  let credit = quotaMs;
  let period = Math.floor(performance.now() / PERIOD_MS);
  let used: (() => number) | undefined;

  /** Updates the credit; returns how long to stand still, in milliseconds. */
  function charge(used: () => number): number {
    const nowMs = performance.now();
    const current = Math.floor(nowMs / PERIOD_MS);
    credit = creditAfter(credit, { usedMs: used(), periods: current - period, quotaMs });
    period = current;
    return pauseOf(credit, { nowMs, quotaMs });
  }

  return {
    run(pid) {
      if (!used) {
        used = cpuTimeOf(pid);
        // What the init has used.
        used();
      }
      const ofProcess = used;
      let timer: NodeJS.Timeout | undefined;
      const look = () => {
        const pause = charge(ofProcess);
        signal(pid, pause > 0 ? 'SIGSTOP' : 'SIGCONT');
        timer = setTimeout(look, pause || LOOK_MS);
        timer.unref();
      };
      look();
      return async () => {
        clearTimeout(timer);
        signal(pid, 'SIGCONT');
        const pause = charge(ofProcess);
        if (pause > 0) await delay(pause);
      };
    },
    ended: () => undefined,
  };
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
