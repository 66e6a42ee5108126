import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The processor time of the engine and its functions, in milliseconds. */
export interface ProcessorTime {
  engine: number;
  functions: number;
  /** How many processes ran a function. */
  environments: number;
}

/** A process that only waits needs less than this, in milliseconds. */
const IDLE_MS = 20;

/** Does the work, and returns the processor time of the engine's process and of its child processes. */
export async function processorTime(enginePid: number, work: () => Promise<void>): Promise<ProcessorTime> {
  const before = await timesBelow(enginePid);
  await work();
  const after = await timesBelow(enginePid);
  const total = { engine: 0, functions: 0, environments: 0 };
  for (const [pid, ms] of after) {
    const used = ms - (before.get(pid) ?? 0);
    if (pid === enginePid) total.engine = used;
    else {
      total.functions += used;
      if (used > IDLE_MS) total.environments += 1;
    }
  }
  return total;
}

/** What the engine and each of its child processes have used so far. */
async function timesBelow(root: number): Promise<Map<number, number>> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,time=']);
  const listed = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const below = new Map<number, string>([[root, '']]);
  // A parent may be listed after its child.
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const [pid, parent, time = ''] of listed)
      if (below.has(Number(parent)) || Number(pid) === root) below.set(Number(pid), time);
  }
  const times = [...below].map(async ([pid, time]) => [pid, (await kernelMs(pid)) ?? shownMs(time)] as const);
  return new Map(await Promise.all(times));
}

/** Linux reports hundredths of a second, `ps` only whole ones. */
async function kernelMs(pid: number): Promise<number | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** `[days-][hours:]minutes:seconds[.hundredths]`. */
function shownMs(time: string): number {
  const [clock = '', days = '0'] = time.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000;
}
