import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { openLambdaBench } from '../testing/lambda-bench.ts';
import type { Exit, FunctionProcess } from './function-process.ts';
import { createSpares } from './spares.ts';

/** The processes of this one that run the program of an environment. */
function environments(): number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return listed
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, parent, ...args]) => Number(parent) === process.pid && args.join(' ').endsWith('bootstrap.mjs'),
    )
    .map(([pid]) => Number(pid));
}

async function waitingProcess(except: readonly number[] = []): Promise<number> {
  for (;;) {
    const [pid] = environments().filter((running) => !except.includes(running));
    if (pid !== undefined) return pid;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('a spare process waits with nothing of a function in it, becomes the next environment, and another one waits', async () => {
  // The last of an earlier test file may not have ended yet.
  const earlier = environments();
  await using bench = await openLambdaBench({ lambdaSandbox: 'none' });
  await bench.create('f', 'export const handler = async () => process.pid;', {
    Environment: { Variables: { OWN: 'x' } },
  });
  const spare = await waitingProcess(earlier);
  if (existsSync(`/proc/${spare}/environ`)) {
    const names = readFileSync(`/proc/${spare}/environ`, 'utf8').split('\0').filter(Boolean);
    expect(names.map((entry) => entry.split('=')[0]).sort()).toEqual(['LANG', 'PATH', 'TZ']);
  }
  expect((await bench.invoke('f')).payload).toBe(spare);
  await waitingProcess([...earlier, spare]);
});

/** Stands for a process that ends when it is told to. */
function launched(memoryMb: number): FunctionProcess & { memoryMb: number } {
  let end: (exit: Exit) => void = () => undefined;
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  const output = new PassThrough();
  return {
    memoryMb,
    pid: undefined,
    stdout: output,
    stderr: output,
    frames: output,
    exited,
    runsAnywhere: true,
    view: ({ code }) => ({ taskRoot: code, runtime: '', programs: '', layers: undefined }),
    assign: () => undefined,
    kill: () => end({ code: null, signal: 'SIGKILL' }),
  };
}

test('keeps live spares for the last two memory sizes, each used once', async () => {
  const all: FunctionProcess[] = [];
  const spares = createSpares(async (memoryMb) => {
    const process = launched(memoryMb);
    all.push(process);
    return process;
  });
  // A spare waits once its launch is through.
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  for (const size of [128, 256, 128, 512]) {
    spares.want(size);
    await settled();
  }
  expect(all).toHaveLength(3);
  expect(spares.take(256)).toBeUndefined();
  await all[1]?.exited;
  expect(spares.take(128)).toBe(all[0]);
  expect(spares.take(128)).toBeUndefined();
  all[2]?.kill();
  await all[2]?.exited;
  expect(spares.take(512)).toBeUndefined();
  spares.want(512);
  await spares.clear();
  await all[3]?.exited;
});
