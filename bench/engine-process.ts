import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An engine in a process of its own, on a spare port. */
export interface EngineProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from spawn to its first healthy answer. */
  readonly startMs: number;
}

/** Starts a built engine (`build/engine.mjs`) on a state folder that stays, or on one that goes with it. */
export async function engineProcess(
  program: string,
  { stateDir, nodeOptions = [] }: { stateDir?: string; nodeOptions?: readonly string[] } = {},
): Promise<EngineProcess> {
  const folder = stateDir ?? (await mkdtemp(join(tmpdir(), 'gatehouse-bench-')));
  const began = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', ...nodeOptions, program], {
    env: { PATH: process.env['PATH'], PORT: '0', STATE_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const response = await fetch(`${url}/_localstack/health`);
  await response.text();
  return {
    url,
    pid: child.pid ?? 0,
    startMs: performance.now() - began,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      if (stateDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
