import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';

/** A function's reply to one event: its answer, or the message of its error. */
export type Reply = { readonly answer: unknown } | { readonly thrown: string };

/** Runs in the thread: loads the function's module and calls it with one event after the other. */
const ASKING = `
import { parentPort, workerData } from 'node:worker_threads';
const { handler } = await import(workerData.module);
const replies = [];
for (const event of workerData.events) {
  try {
    replies.push({ answer: await handler(event, { awsRequestId: 'check', getRemainingTimeInMillis: () => 3000 }) });
  } catch (error) {
    replies.push({ thrown: String(error?.message ?? error) });
  }
}
parentPort.postMessage(JSON.stringify(replies));
`;

/**
 * Calls a function's packed code (`index.mjs`, export `handler`) with events, one after the other, in its own thread and with only the
 * given environment; drops what it prints. Throws Error if the code cannot be loaded, ends its thread, or has not answered all of them
 * within `patience` milliseconds.
 */
export async function askFunction(
  zip: Uint8Array,
  events: readonly object[],
  { environment, patience }: { environment: Readonly<Record<string, string>>; patience: number },
): Promise<Reply[]> {
  const files = unzipSync(zip, { filter: ({ name }) => name.endsWith('.mjs') });
  if (!files['index.mjs']) throw new Error('the package holds no index.mjs');
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-check-'));
  try {
    const module = join(folder, 'index.mjs');
    for (const [name, contents] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), contents);
    }
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(ASKING)}`), {
      env: { ...environment },
      workerData: { module: pathToFileURL(module).href, events },
      stdout: true,
      stderr: true,
    });
    try {
      return JSON.parse(await firstMessage(worker, patience)) as Reply[];
    } finally {
      await worker.terminate();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function firstMessage(worker: Worker, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it has not answered within ${patience} ms`)), patience);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`it ended with code ${code} instead of answering`)));
    worker.once('exit', () => clearTimeout(timer));
  });
}
