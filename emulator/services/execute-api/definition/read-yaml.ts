import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { yamlAsJson } from './yaml-as-json.ts';

const isSource = import.meta.url.endsWith('/read-yaml.ts');
/** Where the thread's program is: beside this file, or beside the bundle that this file has become part of. */
const PROGRAM = new URL(isSource ? './yaml-from-source.mjs' : './engine-yaml.mjs', import.meta.url);

/** A text that is not longer is read in a few milliseconds, in characters. */
const SHORT = 8 * 1024;
/** What the reader may take for the longest definition, in milliseconds and MB: 6 MB of opening brackets would keep it busy for good. */
const PATIENCE_MS = 20_000;
const MEMORY_MB = 1024;

/** YAML as JSON text; undefined if it is none, or takes too long. Reads long texts in a thread: a megabyte takes a second. */
export async function readYaml(text: string): Promise<string | undefined> {
  if (text.length <= SHORT) return yamlAsJson(text);
  const thread = new Worker(PROGRAM, {
    workerData: text,
    execArgv: [],
    // It needs nothing from the environment.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  try {
    const [json] = (await once(thread, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })) as [
      string | undefined,
    ];
    return json;
  } catch {
    return undefined;
  } finally {
    await thread.terminate();
  }
}
