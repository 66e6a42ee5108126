import { chmod, cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder that functions see as `/var/runtime`: the runtime's own programs, and the AWS SDK of the Node.js runtimes. */
export interface RuntimeFolder {
  readonly folder: string;
  /** This project's `node_modules`, with the SDK and its dependencies; undefined if the SDK is not installed. */
  readonly packages: string | undefined;
}

/** The SDK's scopes: functions only see these (developer guide, "Runtime-included SDK versions"). */
const SCOPES = ['@aws-sdk', '@smithy'] as const;

/**
 * Rebuilds the folder at `folder` from the runtime's programs in `programs`. `seenPackages` is where a function's process sees the
 * project's packages: their own place, or below `/var/runtime` in a sandbox.
 */
export async function makeRuntimeFolder(
  programs: string,
  folder: string,
  seenPackages: (packages: string) => string,
): Promise<RuntimeFolder> {
  await rm(folder, { recursive: true, force: true });
  await cp(programs, folder, { recursive: true });
  const packages = findPackages();
  // An empty place for the sandbox to put the packages at.
  for (const path of [['sdk'], ['sdk', 'node_modules'], ['node_modules']]) await makeFolder(folder, ...path);
  for (const scope of packages === undefined ? [] : SCOPES) {
    const names = await readdir(join(packages ?? '', scope)).catch(() => []);
    await makeFolder(folder, 'node_modules', scope);
    for (const name of names)
      await symlink(
        join(seenPackages(packages ?? ''), scope, name),
        join(folder, 'node_modules', scope, name),
        'junction',
      );
  }
  return { folder, packages };
}

/** Makes a folder that everybody may read, whatever the umask: functions may run as another user than the engine. */
async function makeFolder(...path: string[]): Promise<void> {
  await mkdir(join(...path));
  await chmod(join(...path), 0o755);
}

function findPackages(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  try {
    const manifest = resolve('@aws-sdk/client-dynamodb/package.json');
    // …/node_modules/@aws-sdk/client-dynamodb/package.json
    return dirname(dirname(dirname(manifest)));
  } catch {
    return undefined;
  }
}
