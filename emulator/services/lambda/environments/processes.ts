import { AwsError } from '../../../edge/aws-error.ts';
import { isPython } from '../runtimes.ts';
import type { Python } from '../sandbox/find-python.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createLauncher, type Launch } from './function-process.ts';
import { createPythonLauncher } from './python-launcher.ts';
import { createSpares, type Spares } from './spares.ts';
import type { Watchdog } from './watchdog.ts';

/** What starts a runtime's processes, and keeps spares. */
export interface RuntimeProcesses {
  readonly launch: Launch;
  readonly spares: Pick<Spares, 'take' | 'want'>;
}

export interface Processes {
  of(runtime: string): RuntimeProcesses;
  /** Rejects with 501 `NotImplementedException` if this machine cannot run the runtime. */
  check(runtime: string | undefined): Promise<void>;
  /** Ends the spares. */
  clear(): Promise<void>;
}

/** Makes what starts the processes of all runtimes: on this Node.js, and on the machine's Python if there is one. */
export function createProcesses(
  sandbox: () => Promise<Sandbox>,
  python: () => Promise<Python | undefined>,
  watchdog: () => Watchdog,
): Processes {
  const launch = createLauncher(sandbox, watchdog);
  const spares = createSpares(launch);
  const nodejs = { launch, spares };
  const launchPython = createPythonLauncher(sandbox, needed, watchdog);
  const pythonSpares = createSpares(launchPython);

  async function needed(): Promise<Python> {
    const found = await python();
    if (!found) {
      throw new AwsError(
        'NotImplementedException',
        'A Python runtime needs python3, 3.10 or newer, in the path of the embedded engine, and there is none: install it and start the engine again.',
        { status: 501 },
      );
    }
    return found;
  }

  // Its memory is not fixed when Python starts: any process will do.
  const ofPython: RuntimeProcesses = {
    launch: launchPython,
    spares: {
      take: (_memoryMb, needs) => pythonSpares.take(0, needs),
      want: () =>
        void python().then((found) => {
          if (found) pythonSpares.want(0);
        }),
    },
  };
  return {
    of: (runtime) => (isPython(runtime) ? ofPython : nodejs),
    async check(runtime) {
      if (isPython(runtime)) await needed();
    },
    async clear() {
      await Promise.all([spares.clear(), pythonSpares.clear()]);
    },
  };
}
