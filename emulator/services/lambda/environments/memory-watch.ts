import { readFile } from 'node:fs/promises';

const INTERVAL_MS = 100;

/**
 * Looks now and then, while a function runs, how much memory of its own its process holds, and calls `exceeded` once when that
 * is more than `limitBytes`. V8's own limit holds the heap down at once; this is for buffers and native memory, which grow
 * beside it. An approximation of the hard limit on AWS, and only where the kernel tells (`/proc`, Linux). Returns what ends it.
 */
export function watchMemory(pid: number, limitBytes: number, exceeded: () => void): () => void {
  let timer = setTimeout(look, INTERVAL_MS);
  let ended = false;
  timer.unref();

  async function look(): Promise<void> {
    const held = await heldBytes(pid);
    if (ended) return;
    if (held > limitBytes) exceeded();
    else {
      timer = setTimeout(look, INTERVAL_MS);
      timer.unref();
    }
  }

  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** The anonymous memory of a process: its pages that no file stands behind. 0 when it cannot be known. */
async function heldBytes(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
