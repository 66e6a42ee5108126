import { spawn } from 'node:child_process';

/** The result of a command. */
export interface CommandResult {
  /** Its exit code; 128 and more if a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** The whole environment of the command. */
  env: Readonly<Record<string, string>>;
  cwd?: string;
  /** Milliseconds after which the command is killed; 30 s by default. */
  within?: number;
}

/** Runs commands; tests pass another one. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  options: CommandOptions,
) => Promise<CommandResult | undefined>;

const WITHIN = 30_000;

/** Runs a command to its end and returns its output; undefined if there is no such command. Never throws. */
export function runCommand(
  command: string,
  args: readonly string[],
  { env, cwd, within = WITHIN }: CommandOptions,
): Promise<CommandResult | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), within);
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    child.once('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 137, ...said });
    });
  });
}
