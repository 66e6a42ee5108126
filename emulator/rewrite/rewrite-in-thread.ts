import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { RewriteOrder } from '../store/journal-files.ts';

const isSource = import.meta.url.endsWith('/rewrite-in-thread.ts');
/** Where the thread's program is: beside this file, or beside the bundle that this file has become part of. */
const PROGRAM = new URL(isSource ? './from-source.mjs' : './engine-rewrite.mjs', import.meta.url);

/**
 * Makes a snapshot from a state's files, in a thread: with 10⁵ people it takes longer than any request may wait. Resolves with its size in
 * bytes. Rejects with the thread's error.
 */
export async function rewriteInThread(order: RewriteOrder): Promise<number> {
  const thread = new Worker(PROGRAM, {
    workerData: order,
    execArgv: [],
    // It needs nothing from the environment.
    env: {},
  });
  try {
    const [size] = (await once(thread, 'message')) as [number];
    return size;
  } finally {
    await thread.terminate();
  }
}
