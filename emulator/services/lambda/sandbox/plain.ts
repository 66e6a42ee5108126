import { join } from 'node:path';
import { permissionFlags, readFlag } from './permission-flags.ts';
import { makeRuntimeFolder } from './runtime-folder.ts';
import type { Sandbox, SandboxMeans } from './sandbox.ts';
import type { SandboxPlaces } from './sandbox-places.ts';

/** No sandbox: functions see the machine, but look for packages as in Lambda. */
export async function openPlain({ programs, base }: SandboxPlaces): Promise<Sandbox> {
  return inPlace('none', (await makeRuntimeFolder(programs, join(base, 'runtime'), (place) => place)).folder);
}

/**
 * Node.js's own: it refuses to write outside the machine's temporary folder, and to read outside the code, the runtime and the system.
 * Undefined where this Node.js cannot.
 */
export async function openPermissions({ programs, base, code }: SandboxPlaces): Promise<Sandbox | undefined> {
  const { folder, packages } = await makeRuntimeFolder(programs, join(base, 'runtime'), (place) => place);
  const flags = await permissionFlags([folder, code, ...(packages === undefined ? [] : [packages])]);
  return flags && inPlace('permissions', folder, flags);
}

/** Processes that see code, layers and runtime where they are stored. */
function inPlace(means: SandboxMeans, runtime: string, flags: readonly string[] = []): Sandbox {
  return {
    means,
    runsAnywhere: means !== 'permissions',
    bootstrap: join(runtime, 'bootstrap.mjs'),
    view: ({ code, layers }) => ({
      taskRoot: code,
      runtime,
      programs: join(process.execPath, '..'),
      layers,
    }),
    // The permissions are Node.js's, which restrict no other program.
    command: (args, { interpreter, folder } = {}) =>
      interpreter
        ? { program: interpreter.program, args: [...args] }
        : {
            program: process.execPath,
            args: [
              ...flags,
              ...(means === 'permissions' && folder !== undefined ? [readFlag(folder)] : []),
              ...args,
            ],
          },
  };
}
