import { dirname, join } from 'node:path';
import type { Python } from '../sandbox/find-python.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type Launch, startProcess } from './function-process.ts';
import type { Watchdog } from './watchdog.ts';

/** The folder of Lambda's own Python. */
const LANG = '/var/lang';

/**
 * Makes the function that starts Python processes, which wait like those of Node.js: without packages beside Python's own library, without
 * user folders, and without the engine's variables.
 */
export function createPythonLauncher(
  sandbox: () => Promise<Sandbox>,
  python: () => Promise<Python>,
  watchdog: () => Watchdog,
): Launch {
  return async (_memoryMb, early = {}, flags = [], folder = undefined) => {
    const [chosen, { path, prefix, packages }] = await Promise.all([sandbox(), python()]);
    const shutIn = chosen.means === 'namespaces';
    const seen = (place: string) => (shutIn ? `${LANG}${place.slice(prefix.length)}` : place);
    const visible = Object.entries(packages).filter(
      ([, folder]) => !shutIn || folder.startsWith(`${prefix}/`),
    );
    const program = seen(path);
    const bootstrap = join(dirname(chosen.bootstrap), 'python', 'bootstrap.py');
    const shown = JSON.stringify(Object.fromEntries(visible.map(([name, folder]) => [name, seen(folder)])));
    const command = chosen.command(['-u', '-S', '-s', '-B', ...flags, bootstrap, shown], {
      interpreter: { prefix, program },
      folder,
    });
    const child = startProcess(chosen, command, watchdog(), {
      ...(shutIn && { LD_LIBRARY_PATH: `${LANG}/lib` }),
      ...early,
    });
    return {
      ...child,
      get pid() {
        return child.pid;
      },
      view: (bound) => ({ ...chosen.view(bound), programs: dirname(program) }),
    };
  };
}
