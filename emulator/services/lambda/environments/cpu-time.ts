import { readdirSync, readFileSync } from 'node:fs';

/** Whether the kernel reports the CPU time of threads (Linux). */
export function tellsCpuTime(): boolean {
  try {
    return readFileSync('/proc/self/schedstat', 'utf8').length > 0;
  } catch {
    return false;
  }
}

/**
 * Measures how many milliseconds of CPU all threads of a process had since the last call; the first answer counts from their start. It
 * reads the kernel's memory and waits for no disk. 0 for an ended process; the last moments of an ended thread are not counted.
 */
export function cpuTimeOf(pid: number): () => number {
  let before = new Map<string, number>();
  return () => {
    const now = new Map<string, number>();
    let used = 0;
    try {
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const ms = threadMs(`/proc/${pid}/task/${thread}/schedstat`);
        if (ms === undefined) continue;
        now.set(thread, ms);
        used += ms - (before.get(thread) ?? 0);
      }
    } catch {
      return 0;
    }
    before = now;
    return used;
  };
}

function threadMs(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
