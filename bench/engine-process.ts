import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnEngine } from '../emulator/testing/engine-process.ts';

/** An engine in a process of its own, on a spare port. */
export interface EngineProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from spawn to its first healthy answer. */
  readonly startMs: number;
}

export interface EngineProcessOptions {
  /** Stays; without it there is a folder that goes with the engine. */
  readonly stateDir?: string;
  readonly nodeOptions?: readonly string[];
  /** Further settings, by the names of their variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a built engine, `build/engine.mjs` when nothing else is said, and waits until it is healthy. Disposing ends it in good order. */
export async function engineProcess(
  program?: string,
  { stateDir, nodeOptions = [], env = {} }: EngineProcessOptions = {},
): Promise<EngineProcess> {
  const folder = stateDir ?? (await mkdtemp(join(tmpdir(), 'gatehouse-bench-')));
  const began = performance.now();
  const engine = await spawnEngine(
    { STATE_DIR: folder, ...env },
    { ...(program !== undefined && { program }), nodeOptions: ['--enable-source-maps', ...nodeOptions] },
  );
  await healthy(engine.endpoint);
  return {
    url: engine.endpoint,
    pid: engine.pid,
    startMs: performance.now() - began,
    async [Symbol.asyncDispose]() {
      await engine.kill('SIGTERM');
      process.stderr.write(engine.complaints());
      if (stateDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with an engine's answer to "are you healthy?"; throws if it is no. */
export async function healthy(url: string): Promise<void> {
  const response = await fetch(`${url}/_localstack/health`);
  if (!response.ok) throw new Error(`The engine answered ${response.status}.`);
  await response.text();
}
