import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How long to wait for a code in the log, and how often to look, in milliseconds. */
const WITHIN = 10_000;
const INTERVAL = 250;

/** Reads a container's log, both streams. */
async function readContainerLog(container: string): Promise<string> {
  const { stdout, stderr } = await run('docker', ['logs', container], { maxBuffer: 256 * 1024 * 1024 });
  return `${stdout}\n${stderr}`;
}

/**
 * Returns the codes that LocalStack logged for a user, oldest first; `names` are all names of the user. The line is `Confirmation code for
 * Cognito user <name>: <code>`.
 */
export function codesIn(log: string, names: readonly string[]): string[] {
  return [...log.matchAll(/Confirmation code for Cognito user (\S+): (\d+)/g)]
    .filter(([, name]) => names.includes(name ?? ''))
    .map(([, , code]) => code ?? '');
}

const handedOut = new Map<string, number>();

/** Returns the next code of a user that was not returned before, from a container's log. Throws if none comes in time. */
export async function codeFromLog(container: string, names: readonly string[]): Promise<string> {
  const key = names.join(' ');
  const before = handedOut.get(key) ?? 0;
  const deadline = performance.now() + WITHIN;
  do {
    const codes = codesIn(await readContainerLog(container), names);
    const newest = codes.at(-1);
    if (newest !== undefined && codes.length > before) {
      handedOut.set(key, codes.length);
      return newest;
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  } while (performance.now() < deadline);
  throw new Error(`LocalStack's log holds no new confirmation code for ${names.join(' or ')}.`);
}
