import { readFile } from 'node:fs/promises';

const INTERVAL_MS = 100;

/**
 * Checks now and then, while a function runs, how much memory of its own its process holds, and calls `exceeded` once if that is more than
 * `limitBytes`. V8's own limit covers the heap at once; this is for buffers and native memory beside it. An approximation of AWS's hard
 * limit, and only where the kernel reports it (`/proc`, Linux). Returns a function that ends it.
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

/** A process's anonymous memory: its pages without a file. 0 if it cannot be known. */
async function heldBytes(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
