import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeRuntimeFolder } from './runtime-folder.ts';
import type { Sandbox } from './sandbox.ts';

const run = promisify(execFile);

/** `unshare` and `mount` need the folders of administration in their path. */
export const TOOLS_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What an engine that is not root needs to mount anything; the ids are those of Lambda's own user. */
const OWN_USER = ['--user', '--map-user=993', '--map-group=990', '--keep-caps'];
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child=KILL'];
/** The machine's user that functions of an engine run as that is root: nobody. The kernel counts no processes of root's. */
const UNPRIVILEGED = '65534';

/**
 * Opens the sandbox of the Linux kernel's namespaces, with util-linux's `unshare`, `mount`, `setpriv` and `prlimit`: code read-only at
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
  const commandAs =
    (user: string): Sandbox['command'] =>
    (args, { interpreter } = {}) => ({
      program: 'unshare',
      args: [
        ...(user === '' ? OWN_USER : []),
        ...NAMESPACES,
        'sh',
        join(folder, 'sandbox.sh'),
        root,
        interpreter?.prefix ?? process.execPath,
        folder,
        packages ?? '',
        user,
        interpreter?.program ?? '/var/lang/bin/node',
        ...args,
      ],
    });
  const users = process.getuid?.() === 0 ? [UNPRIVILEGED, ''] : [''];
  const user = await firstThatWorks(users, commandAs);
  if (user === undefined) return undefined;
  const [ofZips, ofFolders] = [commandAs(user), commandAs('')];
  return {
    means: 'namespaces',
    runsAnywhere: user === '',
    bootstrap: '/var/runtime/bootstrap.mjs',
    view: ({ layers }) => ({
      taskRoot: '/var/task',
      runtime: '/var/runtime',
      programs: '/var/lang/bin',
      layers: layers && '/opt',
    }),
    // A person's own folder (hot reload) may be closed to others, and so to nobody: its code runs as the engine's user.
    command: (args, options) => (options?.folder === undefined ? ofZips : ofFolders)(args, options),
  };
}

/** What a process must find once it is shut in: itself and nobody else, and programs and packages that it may read. */
const TRIAL = `const { accessSync, readdirSync } = require('fs');
accessSync('/var/runtime/bootstrap.mjs', 4);
for (const scope of readdirSync('/var/runtime/node_modules'))
  for (const name of readdirSync('/var/runtime/node_modules/' + scope)) accessSync('/var/runtime/node_modules/' + scope + '/' + name + '/package.json', 4);
process.exitCode = readdirSync('/proc').includes(String(process.pid)) ? 0 : 1;`;

async function firstThatWorks(
  users: readonly string[],
  commandAs: (user: string) => Sandbox['command'],
): Promise<string | undefined> {
  for (const user of users) if (await works(commandAs(user)(['-e', TRIAL]))) return user;
  return undefined;
}

async function works({ program, args }: { program: string; args: string[] }): Promise<boolean> {
  const script = 'printf "/\\n\\n512\\n" | { "$@" 5<&0 6>/dev/null; }';
  try {
    await run('sh', ['-c', script, 'sh', program, ...args], { env: { PATH: TOOLS_PATH }, timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
