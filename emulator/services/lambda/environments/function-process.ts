import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Watchdog } from './watchdog.ts';

/** What turns a waiting process into the environment of one function; the process reads it as one line of JSON. */
export interface Assignment {
  env: Readonly<Record<string, string>>;
  /** The folder of the function's code. */
  root: string;
  handler: string;
  sourceMaps: boolean;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that runs the bootstrap, at first with nothing of any function in it. */
export interface FunctionProcess {
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Framed messages of the function's `console`. */
  readonly frames: Readable;
  /** Resolves when it has ended and all that it wrote has been read. Never rejects: what could not start has ended with code 1. */
  readonly exited: Promise<Exit>;
  /** Whether a line of standard error is none of the function's, but what Node.js says of itself; absent where it says nothing. */
  isPlatforms?(line: string): boolean;
  assign(assignment: Assignment): void;
  /** Ends it and all that it started, at once. */
  kill(): void;
}

/** Starts a process. `early` are variables that Node.js or the loader reads at its start, `flags` further ones of Node.js. */
export type Launch = (
  memoryMb: number,
  early?: Readonly<Record<string, string>>,
  flags?: readonly string[],
) => FunctionProcess;

/** V8's share of an environment's memory; the rest is the process's own. An approximation of the limit that AWS enforces on the whole. */
const HEAP_SHARE = 0.9;

/**
 * Makes the function that starts processes. Nothing of the engine's own environment reaches them.
 * `bootstrap` is the URL of `runtime/bootstrap.mjs`.
 */
export function createLauncher(bootstrap: URL, watchdog: () => Watchdog): Launch {
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin:/opt/bin`;
  return (memoryMb, early, flags = []) => {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${Math.floor(memoryMb * HEAP_SHARE)}`, ...flags, fileURLToPath(bootstrap)],
      {
        // A group of its own: ending the group ends what the function started, and Ctrl-C at the terminal reaches the engine alone.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
        env: { PATH: path, TZ: ':UTC', LANG: 'en_US.UTF-8', ...early },
      },
    );
    const { pid } = child;
    const control = child.stdio[3] as Writable;
    // Once it has ended, its number may be another process's.
    let ended = pid === undefined;
    const kill = () => {
      if (!ended && pid !== undefined) killGroup(pid);
    };
    if (pid !== undefined) watchdog().started(pid);
    // A process that has ended cannot be told anything any more; its exit says all there is to say.
    control.on('error', () => undefined);
    return {
      pid,
      stdout: child.stdio[1] as Readable,
      stderr: child.stdio[2] as Readable,
      frames: child.stdio[4] as Readable,
      exited: new Promise((resolve) => {
        child.once('error', () => resolve({ code: 1, signal: null }));
        child.once('exit', () => {
          kill();
          ended = true;
        });
        child.once('close', (code, signal) => {
          if (pid !== undefined) watchdog().ended(pid);
          resolve({ code, signal });
        });
      }),
      assign: (assignment) => void control.write(`${JSON.stringify(assignment)}\n`),
      kill,
    };
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
