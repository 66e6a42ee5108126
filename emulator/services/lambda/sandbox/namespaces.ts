import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeRuntimeFolder } from './runtime-folder.ts';
import type { Sandbox } from './sandbox.ts';

const run = promisify(execFile);

/** `unshare` and `mount` need the folders of administration in their path. */
export const TOOLS_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Lambda's own ids of the user that functions run as. */
const NAMESPACES = [
  '--user',
  '--map-user=993',
  '--map-group=990',
  '--keep-caps',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child=KILL',
];

/**
 * Opens the sandbox of the Linux kernel's namespaces, with util-linux's `unshare`, `mount` and `setpriv`: code read-only at
 * `/var/task`, a `/tmp` of the environment's own, nothing of the machine but its system folders, no process but its own.
 * Undefined where it cannot be made: on other systems, in most containers, where user namespaces are forbidden. It is tried.
 */
export async function openNamespaces(programs: string, base: string): Promise<Sandbox | undefined> {
  if (process.platform !== 'linux') return undefined;
  const root = join(base, 'root');
  await mkdir(root, { recursive: true, mode: 0o700 });
  const { folder, packages } = await makeRuntimeFolder(
    programs,
    join(base, 'runtime'),
    () => '/var/runtime/sdk/node_modules',
  );
  const command: Sandbox['command'] = (args, { interpreter } = {}) => ({
    program: 'unshare',
    args: [
      ...NAMESPACES,
      'sh',
      join(folder, 'sandbox.sh'),
      root,
      interpreter?.prefix ?? process.execPath,
      folder,
      packages ?? '',
      interpreter?.program ?? '/var/lang/bin/node',
      ...args,
    ],
  });
  if (!(await works(command(['-e', TRIAL])))) return undefined;
  return {
    means: 'namespaces',
    bootstrap: '/var/runtime/bootstrap.mjs',
    view: ({ layers }) => ({
      taskRoot: '/var/task',
      runtime: '/var/runtime',
      programs: '/var/lang/bin',
      layers: layers && '/opt',
    }),
    command,
  };
}

/** What a process must find once it is shut in. */
const TRIAL = "process.exitCode = require('fs').readdirSync('/proc').includes(String(process.pid)) ? 0 : 1";

async function works({ program, args }: { program: string; args: string[] }): Promise<boolean> {
  try {
    const trial = run(
      'sh',
      ['-c', 'printf "/\\n\\n512\\n" | { "$@" 5<&0 6>/dev/null; }', 'sh', program, ...args],
      {
        env: { PATH: TOOLS_PATH },
        timeout: 10_000,
      },
    );
    await trial;
    return true;
  } catch {
    return false;
  }
}
