import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { TOOLS_PATH } from '../sandbox/namespaces.ts';
import { isOfFlags } from '../sandbox/permission-flags.ts';
import type { Bound, Sandbox, View } from '../sandbox/sandbox.ts';
import type { Watchdog } from './watchdog.ts';

/** What turns a waiting process into a function's environment; the process reads it as one line of JSON. */
export interface Assignment {
  env: Readonly<Record<string, string>>;
  /** The folder of the function's code, as the process sees it. */
  root: string;
  /** The folder of its layers, as the process sees it. */
  layers: string | undefined;
  handler: string;
  sourceMaps: boolean;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that runs the bootstrap, at first without a function. */
export interface FunctionProcess {
  /** The process that runs the function's code. In a sandbox it is known once the process is bound. */
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Framed messages of the function's `console`. */
  readonly frames: Readable;
  /** Resolves when it has ended and its whole output has been read. Never rejects: a process that could not start ends with code 1. */
  readonly exited: Promise<Exit>;
  /** Whether a line of standard error is Node.js's own and not the function's; absent if Node.js prints none. */
  isPlatforms?(line: string): boolean;
  /** Whether code may be anywhere; otherwise a process must know at its start the folder of code that is no zip. */
  readonly runsAnywhere: boolean;
  /** Where the process will see what is bound to it. */
  view(bound: Bound): View;
  /** Binds the function's code, and then tells it what to run. */
  assign(bound: Bound, assignment: Assignment): void;
  /** Ends it and its child processes, at once. */
  kill(): void;
}

/**
 * Starts a process. `early` are variables that Node.js or the loader reads at its start, `flags` further ones of Node.js, `folder` that of
 * code which is no zip.
 */
export type Launch = (
  memoryMb: number,
  early?: Readonly<Record<string, string>>,
  flags?: readonly string[],
  folder?: string,
) => Promise<FunctionProcess>;

/** V8's share of an environment's memory; the rest is the process's own. An approximation of AWS's limit on the whole. */
const HEAP_SHARE = 0.9;

/** Makes the function that starts processes. Nothing of the engine's own environment reaches them. */
export function createLauncher(sandbox: () => Promise<Sandbox>, watchdog: () => Watchdog): Launch {
  return async (memoryMb, early = {}, flags = [], folder = undefined) => {
    const chosen = await sandbox();
    const heap = `--max-old-space-size=${Math.floor(memoryMb * HEAP_SHARE)}`;
    const command = chosen.command([heap, ...flags, chosen.bootstrap], { folder });
    return startProcess(chosen, command, watchdog(), early);
  };
}

/** Starts a program that speaks as the bootstrap does; `early` are variables besides the few that all have. */
export function startProcess(
  sandbox: Sandbox,
  { program, args }: ReturnType<Sandbox['command']>,
  watchdog: Watchdog,
  early: Readonly<Record<string, string>>,
): FunctionProcess {
  const child = spawn(program, args, {
    // Its own group: ending the group ends what the function started, and Ctrl-C at the terminal reaches only the engine.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { PATH: TOOLS_PATH, TZ: ':UTC', LANG: 'en_US.UTF-8', ...early },
  });
  return functionProcess(child, sandbox, watchdog);
}

function functionProcess(child: ChildProcess, sandbox: Sandbox, watchdog: Watchdog): FunctionProcess {
  const { pid } = child;
  const shutIn = sandbox.means === 'namespaces';
  // The type only knows five.
  const stdio: readonly unknown[] = child.stdio;
  const control = stdio[3] as Writable;
  const binding = stdio[5] as Writable;
  const bound = stdio[6] as Readable;
  let own = shutIn ? undefined : pid;
  // Once it has ended, another process may get its number.
  let ended = pid === undefined;
  const kill = () => {
    if (!ended && pid !== undefined) killGroup(pid);
  };
  if (pid !== undefined) watchdog.started(pid);
  // An ended process cannot be told anything; its exit says enough.
  for (const pipe of [control, binding, bound]) pipe.on('error', () => undefined);
  if (!shutIn) binding.end();
  return {
    get pid() {
      return own;
    },
    stdout: child.stdio[1] as Readable,
    stderr: child.stdio[2] as Readable,
    frames: child.stdio[4] as Readable,
    exited: new Promise((resolve) => {
      child.once('error', () => resolve({ code: 1, signal: null }));
      child.once('exit', () => {
        kill();
        ended = true;
        bound.destroy();
      });
      child.once('close', (code, signal) => {
        if (pid !== undefined) watchdog.ended(pid);
        resolve(shutIn ? insideExit(code, signal) : { code, signal });
      });
    }),
    ...(sandbox.means === 'permissions' && { isPlatforms: isOfFlags }),
    runsAnywhere: sandbox.runsAnywhere,
    view: sandbox.view,
    assign(what, assignment) {
      const tell = (root = assignment.root) =>
        void control.write(`${JSON.stringify({ ...assignment, root })}\n`);
      if (!shutIn) {
        tell();
        return;
      }
      bound.once('data', (answer) => {
        own = innermost(pid);
        // Its own path does not exist there either, and the error names it.
        tell(String(answer).startsWith('gone') ? what.code : undefined);
      });
      binding.end(`${what.code}\n${what.layers ?? ''}\n${what.tmpMb}\n`);
    },
    kill,
  };
}

/** A shell reports its child's signal as its number and 128. Linux's signals by number. */
const SIGNALS: Readonly<Record<number, NodeJS.Signals>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
  24: 'SIGXCPU',
};

function insideExit(code: number | null, signal: NodeJS.Signals | null): Exit {
  const inner = code === null ? undefined : SIGNALS[code - 128];
  return inner ? { code: null, signal: inner } : { code, signal };
}

/** The process that the sandbox's first process runs: unshare → the shell → the function's. */
function innermost(pid: number | undefined): number | undefined {
  try {
    const shell = firstChild(pid);
    return firstChild(shell);
  } catch {
    return undefined;
  }
}

function firstChild(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  return first ? Number(first) : undefined;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
