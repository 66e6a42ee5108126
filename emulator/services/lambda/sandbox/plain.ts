import { join } from 'node:path';
import { makeRuntimeFolder } from './runtime-folder.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * No sandbox, or Node.js's own: functions see the machine. With `permissions` Node.js itself refuses to write outside the
 * machine's temporary folder and to read outside the code, the runtime and the system (Node.js, "Permission Model"); native code and
 * programs that a function starts are not held by it.
 */
export async function openPlain(
  means: 'permissions' | 'none',
  { programs, base, code }: { programs: string; base: string; code: string },
): Promise<Sandbox> {
  const { folder, packages } = await makeRuntimeFolder(programs, join(base, 'runtime'), (place) => place);
  const readable = [
    folder,
    code,
    ...(packages === undefined ? [] : [packages]),
    '/tmp',
    '/usr',
    '/etc',
    '/opt',
  ];
  const flags =
    means === 'none'
      ? []
      : [
          process.allowedNodeEnvironmentFlags.has('--permission')
            ? '--permission'
            : '--experimental-permission',
          ...readable.flatMap((path) => [`--allow-fs-read=${path}`, `--allow-fs-read=${path}/*`]),
          '--allow-fs-write=/tmp/*',
          '--allow-child-process',
          '--allow-worker',
          '--allow-addons',
        ];
  return {
    means,
    bootstrap: join(folder, 'bootstrap.mjs'),
    view: (bound) => ({
      taskRoot: bound.code,
      runtime: folder,
      programs: join(process.execPath, '..'),
      layers: bound.layers,
    }),
    // The permissions are those of Node.js, which hold no other program.
    command: (args, interpreter) =>
      interpreter
        ? { program: interpreter.program, args: [...args] }
        : { program: process.execPath, args: [...flags, ...args] },
  };
}
