import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The suite's home, and the pinned commit: its cases change with AWS, and a change should be seen here first. */
const SOURCE = 'https://github.com/nubo-db/dynamodb-conformance';
const COMMIT = '0ba4393668860db921afa5728feffe68b55e3e93';

/** How long git and npm may take, in milliseconds. */
const WITHIN = 5 * 60_000;

const root = join(import.meta.dirname, '..', '..', '..', '..');
const run = promisify(execFile);

/** The suite cannot be had on this machine; the message is one line. */
export class CannotBeHad extends Error {
  override readonly name = 'CannotBeHad';
}

export interface SuiteOptions {
  /** Another place of the same repository: an address or a folder. */
  source?: string | undefined;
  progress(line: string): void;
}

/**
 * Makes sure that the pinned suite is below `build/` with its packages, and returns its folder. It is checked out, never copied into this
 * repository. Throws CannotBeHad where there is no git, no network or no package registry.
 */
export async function conformanceSuite({ source = SOURCE, progress }: SuiteOptions): Promise<string> {
  const folder = join(root, 'build', 'dynamodb-conformance', COMMIT);
  if (await isThere(folder)) return folder;
  progress(`fetching ${source} at ${COMMIT.slice(0, 7)} (once) …`);
  const fresh = `${folder}.part`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const steps: [string, string[]][] = [
    ['git', ['init', '--quiet']],
    ['git', ['fetch', '--quiet', '--depth', '1', source, COMMIT]],
    ['git', ['checkout', '--quiet', 'FETCH_HEAD']],
    ['npm', ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--silent']],
  ];
  for (const [command, args] of steps) await step(command, args, fresh);
  await rename(fresh, folder);
  return folder;
}

async function step(command: string, args: string[], cwd: string): Promise<void> {
  try {
    await run(command, args, { cwd, timeout: WITHIN });
  } catch (cause) {
    const { code, stderr = '' } = cause as { code?: unknown; stderr?: string };
    const said = code === 'ENOENT' ? 'there is no such program' : stderr.trim().split('\n').at(-1);
    throw new CannotBeHad(`${command} ${args[0]} failed: ${said || `it ended with ${code}`}`, { cause });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
