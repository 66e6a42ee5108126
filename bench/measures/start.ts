import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, quantile, timed } from '../figure.ts';

const RUNS = 7;

/** The engine as a process, from spawn to its first healthy answer, each time on an empty state folder. */
export async function start(): Promise<Figure[]> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
    const child = { process: undefined as ReturnType<typeof startEngine> | undefined };
    samples.push(
      await timed(async () => {
        child.process = startEngine(stateDir);
        const [word] = (await once(child.process, 'message')) as [{ url: string }];
        const response = await fetch(`${word.url}/_localstack/health`);
        if (!response.ok) throw new Error(`The engine answered ${response.status}.`);
        await response.text();
      }),
    );
    child.process?.kill('SIGTERM');
    if (child.process) await once(child.process, 'exit');
    await rm(stateDir, { recursive: true, force: true });
  }
  return [
    {
      name: 'engine, start to healthy, median',
      value: quantile(samples, 0.5),
      unit: 'ms',
      reach: '≤ 300 ms',
    },
  ];
}

function startEngine(stateDir: string) {
  return spawn(process.execPath, ['--enable-source-maps', 'build/engine.mjs'], {
    env: { PATH: process.env['PATH'], PORT: '0', STATE_DIR: stateDir },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
