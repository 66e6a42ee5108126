import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folders of the system that programs and libraries are read from. */
const SYSTEM = ['/usr', '/etc', '/lib', '/lib64', '/opt', '/System', '/Library'];

/**
 * The flags by which Node.js itself refuses to write outside the machine's temporary folder, and to read outside it, `readable` and
 * the system's folders (Node.js, "Permission Model"). Undefined where this Node.js does not start with them: it is tried, since Node.js 20 ends
 * at some combinations of paths, and takes none with a comma.
 */
export async function permissionFlags(readable: readonly string[]): Promise<string[] | undefined> {
  const temporary = [...new Set(['/tmp', tmpdir()].flatMap((path) => [path, real(path)]))];
  const known = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);
  const flags = [
    known('--permission') ? '--permission' : '--experimental-permission',
    ...[...readable, ...temporary, ...SYSTEM].map(readFlag),
    ...temporary.map((path) => `--allow-fs-write=${path}/*`),
    // What they start is not held by it, and native code is not either: yet on Lambda functions may have both, and the network.
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

/** The flag that lets all of a folder be read. */
export function readFlag(folder: string): string {
  return `--allow-fs-read=${folder}/*`;
}

/** Whether a line of standard error is what Node.js says of these flags. */
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
