import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The engine in a process of its own, as `make` starts it. */
export interface EngineProcess extends AsyncDisposable {
  readonly endpoint: string;
  readonly pid: number;
  /** What it has written to standard error so far. */
  complaints(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts the bundle of the engine on a spare port, with these settings. Rejects with what it says when it ends instead of listening.
 */
export async function spawnEngine(settings: Record<string, string>): Promise<EngineProcess> {
  const engine: ChildProcess = spawn(process.execPath, ['build/engine.mjs'], {
    env: { PATH: process.env['PATH'], PORT: '0', ...settings },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  engine.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(engine, 'close');
  const [word] = (await Promise.race([once(engine, 'message'), ended])) as [{ url: string } | number];
  if (typeof word !== 'object' || word === null) throw new Error(said.trim());
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    engine.kill(signal);
    await ended;
  };
  return {
    endpoint: word.url,
    pid: engine.pid ?? 0,
    complaints: () => said,
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
