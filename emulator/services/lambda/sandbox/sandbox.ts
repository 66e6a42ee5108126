/** What isolates functions: the kernel's `namespaces`, Node.js's `permissions`, or nothing. */
export type SandboxMeans = 'namespaces' | 'permissions' | 'none';

/** Where a function's process sees what belongs to it. */
export interface View {
  /** The function's code: `/var/task` in namespaces. */
  taskRoot: string;
  /** The runtime: `/var/runtime` in namespaces. */
  runtime: string;
  /** The folder with the program that runs the runtime, for `PATH`. */
  programs: string;
  /** The merged layers; undefined if there are none or no place to show them at. */
  layers: string | undefined;
}

/** What is bound to a process when it becomes a function's environment. */
export interface Bound {
  /** The folder of the function's code on this machine. */
  code: string;
  /** The folder of its merged layers on this machine. */
  layers: string | undefined;
  /** The size of its `/tmp`, in MB. */
  tmpMb: number;
}

/** A program that is not Node.js. */
export interface Interpreter {
  /** The folder on this machine in which it lies with its library; a process in namespaces sees it as `/var/lang`. */
  prefix: string;
  /** Its path, as a process sees it. */
  program: string;
}

/** How functions' processes start, and what they see. */
export interface Sandbox {
  readonly means: SandboxMeans;
  /** Whether code may be anywhere; otherwise `command` must know the folder of code that is no zip. */
  readonly runsAnywhere: boolean;
  /** The folder of the runtime's programs on this machine, and as a process sees it before it is bound. */
  readonly bootstrap: string;
  view(bound: Bound): View;
  /**
   * The program and arguments that start Node.js, or another interpreter, with `args`, isolated. `folder` is that of code outside the
   * folder of unpacked zips (hot reload), if it is already known.
   */
  command(
    args: readonly string[],
    choices?: { interpreter?: Interpreter | undefined; folder?: string | undefined },
  ): { program: string; args: string[] };
}
