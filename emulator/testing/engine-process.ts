import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The engine in a process of its own, as `make` starts it. */
export interface EngineProcess extends AsyncDisposable {
  readonly endpoint: string;
  readonly pid: number;
  /** What it has written to standard error so far. */
  complaints(): string;
  /** Asks a module that was given by `nodeOptions`, and resolves with its next message. Rejects when the engine ends instead. */
  ask(word: string): Promise<unknown>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface EngineProgram {
  /** `build/engine.mjs` when absent. */
  readonly program?: string;
  readonly nodeOptions?: readonly string[];
}

/**
 * Starts the bundle of the engine on a spare port, with these settings. Rejects with what it says when it ends instead of listening.
 */
export async function spawnEngine(
  settings: Record<string, string>,
  { program = 'build/engine.mjs', nodeOptions = [] }: EngineProgram = {},
): Promise<EngineProcess> {
  const engine: ChildProcess = spawn(process.execPath, [...nodeOptions, program], {
    env: { PATH: process.env['PATH'], PORT: '0', ...settings },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  engine.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(engine, 'close');
  const nextMessage = async (): Promise<unknown> => {
    const [word] = (await Promise.race([once(engine, 'message'), ended])) as [unknown];
    // An exit code, or none when a signal ended it.
    if (typeof word !== 'object' || word === null) throw new Error(said.trim() || 'The engine has ended.');
    return word;
  };
  const { url } = (await nextMessage()) as { url: string };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    engine.kill(signal);
    await ended;
  };
  return {
    endpoint: url,
    pid: engine.pid ?? 0,
    complaints: () => said,
    ask(word) {
      const answer = nextMessage();
      engine.send(word);
      return answer;
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
