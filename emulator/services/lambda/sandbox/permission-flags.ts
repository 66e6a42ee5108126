import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folders of the system that programs and libraries are read from. */
const SYSTEM = ['/usr', '/etc', '/lib', '/lib64', '/opt', '/System', '/Library'];

/**
 * The flags by which Node.js itself denies writing outside the machine's temporary folder, and reading outside it, `readable` and the
 * system's folders (Node.js, "Permission Model"). Undefined if this Node.js does not start with them: they are tried, because Node.js 20
 * fails with some combinations of paths, and accepts none with a comma.
 */
export async function permissionFlags(readable: readonly string[]): Promise<string[] | undefined> {
  const temporary = [...new Set(['/tmp', tmpdir()].flatMap((path) => [path, real(path)]))];
  const known = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);
  const flags = [
    known('--permission') ? '--permission' : '--experimental-permission',
    ...[...readable, ...temporary, ...SYSTEM].map(readFlag),
    ...temporary.map((path) => `--allow-fs-write=${path}/*`),
    // It does not restrict child processes or native code: Lambda's functions may use both, and the network.
    ...['--allow-child-process', '--allow-worker', '--allow-addons', '--allow-wasi', '--allow-net'].filter(
      known,
    ),
  ];
  const trial = `require('fs').readdirSync(${JSON.stringify(readable[0])}); new (require('worker_threads').Worker)('', { eval: true })`;
  try {
    await run(process.execPath, [...flags, '-e', trial], { env: {}, timeout: 10_000 });
    return flags;
  } catch {
    return undefined;
  }
}

/** The flag that allows reading a whole folder. */
export function readFlag(folder: string): string {
  return `--allow-fs-read=${folder}/*`;
}

/** Whether a line of standard error is Node.js's message about these flags. */
export function isOfFlags(line: string): boolean {
  return /^\(node:\d+\) (ExperimentalWarning: Permission is |SecurityWarning: The flag --allow-)|^\(Use `node --trace-warnings/.test(
    line,
  );
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
